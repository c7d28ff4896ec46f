import { freePort } from '../processes/free-port.ts';
import { startServer } from '../processes/server.ts';
import type { Figure } from '../report/figure.ts';
import type { Lane } from '../rounds/lane.ts';
import type { Bench } from '../rounds/plan.ts';
import { REQUESTS } from './lanes.ts';

/** How often memory is looked at, in milliseconds. */
const LOOK = 100;
const SECONDS = 5;
const MIB = 2 ** 20;

/**
 * How much more memory a lane holds after a million requests than after its first hundred thousand, with the goal. Memory goes up
 * and down by some 30 MB with every collection of old objects: what counts is the least during the requests that follow.
 */
export async function memoryOverRequests(bench: Bench, lane: Lane): Promise<Figure> {
  const server = await startServer(bench.children, lane.command(await freePort()));
  let answered = 0;
  /** Some seconds of each request; the least memory meanwhile. */
  async function run(): Promise<number> {
    let least = Infinity;
    const watch = setInterval(() => (least = Math.min(least, server.usage().memory)), LOOK);
    try {
      for (const request of REQUESTS) {
        const load = { url: server.url, request, connections: bench.pace.connections, seconds: SECONDS };
        answered += (await bench.generator.run(bench.children, load)).requests;
      }
    } finally {
      clearInterval(watch);
    }
    bench.progress(`memory: ${answered} of 1000000 requests, ${(least / MIB).toFixed(0)} MiB`);
    return least;
  }
  async function memoryAfter(requests: number): Promise<number> {
    while (answered < requests) await run();
    return await run();
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
