import { ask } from '../load/answer.ts';
import { LoadError } from '../load/generator.ts';
import { freePort } from '../processes/free-port.ts';
import { startServer } from '../processes/server.ts';
import type { Bench, Plan } from '../rounds/plan.ts';

const TIMESTAMP = /\d{4}-\d\d-\d\dT[\d:.]+Z/gu;

/**
 * Checks that each lane answers what its baseline answers, but for the time of day: a comparison of different answers
 * would say nothing.
 *
 * @throws {LoadError} naming the lane and both bodies
 */
export async function expectSameAnswers(bench: Bench, { lanes, requests }: Plan): Promise<void> {
  const bodies = new Map<string, string[]>();
  for (const lane of lanes) {
    const server = await startServer(bench.children, lane.command(await freePort()));
    const answers = await Promise.all(requests.map((request) => ask(server.url, request)));
    bodies.set(
      lane.name,
      answers.map(({ body }) => body.replaceAll(TIMESTAMP, 'TIME')),
    );
    await server.end();
  }
  for (const { name, baseline } of lanes) {
    if (baseline === undefined) continue;
    const [mine, theirs] = [String(bodies.get(name)), String(bodies.get(baseline))];
    if (mine !== theirs) throw new LoadError(`${name} answers\n${mine}\nbut ${baseline}\n${theirs}`);
  }
}
