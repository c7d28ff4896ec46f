/** Runs programs made of recipes, and tells what they answer. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compare, type Side } from '../../src/classify/compare.ts';
import { summaryOf } from '../../src/classify/summary.ts';
import { loadAll, ownProbeFiles } from '../../src/cli/own-probes.ts';
import { type Bundled, bundledLane, startProgram } from '../../src/lanes/bundled.ts';
import { Fleet } from '../../src/lanes/child.ts';
import type { Lane } from '../../src/lanes/lane.ts';
import { PACKAGE_ROOT } from '../../src/lanes/package-root.ts';
import { Probe } from '../../src/probes/probe.ts';
import { needsOwnProcess, runInTurn, Session } from '../../src/run/lane-run.ts';
import { sideOf } from '../../src/run/runs.ts';

const own = loadAll(ownProbeFiles()).probes;

/** What is asked: one of the package's probes by its id, or a request as text. */
export type Question = string;

/** Starts programs; to be closed in the end. */
export class Kitchen {
  readonly #fleet = new Fleet();
  readonly #plain = new Map<Bundled, Session>();
  readonly #folder = mkdtempSync(join(PACKAGE_ROOT, 'dist', 'recipes-'));

  /** What a program of this text does when it is asked these questions. */
  async serve(program: string, questions: readonly Question[]): Promise<Side[]> {
    const file = join(this.#folder, `${process.hrtime.bigint()}.js`);
    writeFileSync(file, program);
    const start = (): ReturnType<Lane['start']> =>
      startProgram(this.#fleet.start({ name: 'recipe', file, env: {} }));
    const lane: Lane = { name: 'recipe', version: '', profile: '', routes: 'lane', owned: true, start };
    return this.#ask(lane, questions);
  }

  /** What the framework as shipped does. */
  async plain(framework: Bundled, questions: readonly Question[]): Promise<Side[]> {
    const lane = bundledLane(framework, { fleet: this.#fleet, profile: 'defaults' });
    if (questions.map(probeOf).some(needsOwnProcess)) return this.#ask(lane, questions);
    const session = this.#plain.get(framework) ?? new Session(lane);
    this.#plain.set(framework, session);
    const sides: Side[] = [];
    for (const probe of questions.map(probeOf)) sides.push(sideOf(await session.run(probe)));
    return sides;
  }

  async close(): Promise<void> {
    for (const session of this.#plain.values()) await session.stop();
    this.#fleet.end();
    rmSync(this.#folder, { recursive: true });
  }

  async #ask(lane: Lane, questions: readonly Question[]): Promise<Side[]> {
    const probes = questions.map(probeOf);
    const results = await runInTurn(lane, probes);
    return probes.flatMap(({ id }) => {
      const result = results.get(id);
      return result ? [sideOf(result)] : [];
    });
  }
}

function probeOf(question: Question, index: number): Probe {
  const known = own.find(({ id }) => id === question);
  if (known) return known;
  const steps = [{ send: question }];
  return Probe.parse({ id: `asked-${index}`, group: 'recipes', title: 'A request', steps });
}

/** The aspects in which two differ, of those that are looked at. */
export function apart(left: Side, right: Side, aspects: readonly string[]): string[] {
  const differing = compare(left, right).filter(({ aspect }) => aspects.includes(aspect));
  return differing.map((difference) => `${difference.aspect}: ${difference.left} | ${difference.right}`);
}

/** What was answered in a few words, and then its fields and its body. */
export function told(side: Side): string {
  const messages = side.normal.connections.flatMap((connection) => connection.messages);
  const parts = messages.flatMap(({ names, habits, body }) => [...names, ...habits, body]);
  return [summaryOf(side), ...parts].join('; ');
}
