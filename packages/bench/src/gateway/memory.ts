import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../processes/free-port.ts';
import { startServer } from '../processes/server.ts';
import type { Figure } from '../report/figure.ts';
import type { Lane } from '../rounds/lane.ts';
import type { Bench } from '../rounds/plan.ts';
import { REQUESTS } from './lanes.ts';

const SETTLE = 3000;
const MIB = 2 ** 20;

/** How much more memory a lane holds after a million requests than after its first hundred thousand, with the goal. */
export async function memoryOverRequests(bench: Bench, lane: Lane): Promise<Figure> {
  const server = await startServer(bench.children, lane.command(await freePort()));
  let answered = 0;
  async function memoryAfter(requests: number): Promise<number> {
    while (answered < requests) {
      for (const request of REQUESTS) {
        const load = { url: server.url, request, connections: bench.pace.connections, seconds: 5 };
        answered += (await bench.generator.run(bench.children, load)).requests;
      }
      bench.progress(`memory: ${answered} of 1000000 requests`);
    }
    await sleep(SETTLE);
    return server.usage().memory;
  }
  const early = await memoryAfter(100_000);
  const late = await memoryAfter(1_000_000);
  await server.end();
  return {
    name: `${lane.name}: memory after ${answered.toLocaleString('en')} requests (${(late / MIB).toFixed(0)} MiB), more than after 100,000`,
    value: (late - early) / MIB,
    goal: 10,
    unit: ' MiB',
  };
}
