import { setTimeout as sleep } from 'node:timers/promises';
import { ask } from '../load/answer.ts';
import { checkLoad, LoadError } from '../load/generator.ts';
import type { RequestKind } from '../load/request.ts';
import { freePort } from '../processes/free-port.ts';
import { type RunningServer, startServer } from '../processes/server.ts';
import { seededRandom, shuffled } from '../statistics/shuffle.ts';
import type { Lane } from './lane.ts';
import type { Bench, Block, Plan } from './plan.ts';

/** Requests before a measured window, at the least: by then the compiler has done its work. */
const WARM = 20_000;

/**
 * Measures lanes side by side: in every round each lane gets a fresh process, in random order, so that neither the
 * machine's slow minutes nor the luck of one process (memory layout, compiler decisions) favour a lane.
 *
 * @throws {LoadError} when a request fails, an answer has the wrong size or a log line is missing
 */
export async function measure(bench: Bench, { lanes, requests }: Plan): Promise<Block[]> {
  const { rounds, seed } = bench.pace;
  const random = seededRandom(seed);
  const blocks: Block[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    for (const lane of shuffled(lanes, random)) {
      const server = await startServer(bench.children, lane.command(await freePort()));
      for (const request of shuffled(requests, random)) {
        const { cost, rate } = await measureLoad(bench, server, { lane, request });
        const { firstAnswer } = server;
        blocks.push({ lane: lane.name, round, request: request.name, cost, rate, firstAnswer });
        bench.progress(
          `round ${round}/${rounds}  ${lane.name}, ${request.name}: ${cost.toFixed(1)} µs a request`,
        );
      }
      await server.end();
    }
  }
  return blocks;
}

async function measureLoad(
  { children, generator, pace }: Bench,
  server: RunningServer,
  { lane, request }: { lane: Lane; request: RequestKind },
): Promise<{ cost: number; rate: number }> {
  const { url } = server;
  const { connections, warmup, seconds } = pace;
  const { status, size } = await ask(url, request);
  if (status !== 200) throw new LoadError(`${lane.name}, ${request.name}: status ${status}`);
  for (let warm = 0; warm < WARM;)
    warm += (await generator.run(children, { url, request, connections, seconds: warmup })).requests;
  const lines = server.logLines();
  const before = server.usage().cpu;
  const result = await generator.run(children, { url, request, connections, seconds });
  const cost = (server.usage().cpu - before) / result.requests;
  checkLoad(result, size);
  if (lane.logs) await expectLines(server, lines + result.requests);
  return { cost, rate: result.rate };
}

/** A log is written in batches: its last lines may come a moment after the last answer. */
async function expectLines(server: RunningServer, lines: number): Promise<void> {
  for (let tries = 0; server.logLines() < lines; tries += 1) {
    if (tries === 50)
      throw new LoadError(`${lines - server.logLines()} log lines are missing at ${server.url}`);
    await sleep(20);
  }
}
