import { setTimeout as sleep } from 'node:timers/promises';
import { get } from '../load/request.ts';
import { freePort } from '../processes/free-port.ts';
import { startServer } from '../processes/server.ts';
import type { Figure } from '../report/figure.ts';
import type { Lane } from '../rounds/lane.ts';
import type { Bench } from '../rounds/plan.ts';

const REQUESTS = 100_000;
const SETTLE = 3000;
const MIB = 2 ** 20;

/** Resident memory of a lane once 100,000 requests are answered and it has been left alone for a moment, with its goal. */
export async function settledMemory(bench: Bench, lane: Lane): Promise<Figure> {
  const server = await startServer(bench.children, lane.command(await freePort()));
  const { connections, seconds } = bench.pace;
  const load = { url: server.url, request: get('/'), connections, seconds };
  let answered = 0;
  while (answered < REQUESTS) answered += (await bench.generator.run(bench.children, load)).requests;
  await sleep(SETTLE);
  const { memory } = server.usage();
  await server.end();
  const name = `${lane.name}: settled memory after ${answered.toLocaleString('en')} requests`;
  return { name, value: memory / MIB, goal: 130, unit: ' MiB' };
}
