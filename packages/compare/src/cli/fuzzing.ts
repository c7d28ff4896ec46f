import { randomInt } from 'node:crypto';
import { fuzz, type Find } from '../fuzz/fuzz.ts';
import { causeIn, concerns } from '../ledger/explain.ts';
import type { Seen } from '../ledger/answers.ts';
import type { Facts } from '../ledger/facts.ts';
import { LEDGER_FOLDER, readLedger } from '../ledger/ledger.ts';
import type { Lane } from '../lanes/lane.ts';
import { LaneError } from '../lanes/lane.ts';
import type { Probe } from '../probes/probe.ts';
import { requestText } from '../report/request-text.ts';
import type { Console } from './console.ts';
import type { Options } from './options.ts';
import { writeAll } from './outputs.ts';
import { ProgressLine } from './progress.ts';

/**
 * `--fuzz N`: mutated probes on the first two lanes. What they disagree about is printed as a file of probes, for `--probes`.
 *
 * @returns 0 when the ledger knows the cause of everything that was found, 1 otherwise
 */
export async function fuzzing(
  options: Options,
  { lanes, probes }: { lanes: readonly Lane[]; probes: readonly Probe[] },
  console: Console,
): Promise<number> {
  const [left, right] = lanes;
  if (!left || !right) throw new LaneError('a comparison needs two lanes');
  const count = options.fuzz ?? 1;
  const seed = options.seed ?? randomInt(1_000_000);
  const { causes } = readLedger(LEDGER_FOLDER);
  const known = concerns([left.name, right.name]) ? causes : [];
  const progress = new ProgressLine(console, 2 * (count + probes.length));
  const finds = await fuzz({ lanes: [left, right], probes, count, seed }, () => progress.step('fuzz'));
  progress.end();
  const told = finds.map((find) => ({ ...find, cause: causeIn(factsOf(find), seenOf(find), known)?.id }));
  const text = `${JSON.stringify(fileOf(told, seed), null, 2)}\n`;
  const { json } = options;
  if (json !== undefined && json !== '-') writeAll([{ option: '--json', file: json, text }]);
  else if (finds.length > 0) console.out(text);
  for (const find of told) console.err(`${line(find)}\n`);
  const unexplained = told.filter(({ cause }) => cause === undefined).length;
  console.err(`seed ${seed}: ${count} mutants, ${told.length} differences, ${unexplained} unexplained\n`);
  return unexplained === 0 ? 0 : 1;
}

/** A find, and the entry of the ledger that explains it. */
interface Told extends Find {
  readonly cause: string | undefined;
}

function factsOf({ probe, finding }: Find): Facts {
  return { ...finding, id: probe.id, request: requestText(probe.steps) };
}

function seenOf({ probe, finding: { sides } }: Find): Seen {
  const [left, right] = sides;
  return { id: probe.id, request: requestText(probe.steps), left: left.normal, right: right.normal };
}

function fileOf(finds: readonly Told[], seed: number): object {
  return {
    group: 'fuzz',
    about: `Found by mutation, seed ${seed}.`,
    probes: finds.map(({ probe: { id, steps }, finding, cause }) => ({
      id,
      title: finding.signature,
      steps,
      ...(cause !== undefined && { tags: [cause] }),
      expected: { class: finding.class },
    })),
  };
}

function line({ probe, finding, cause }: Told): string {
  return `${finding.class} ${finding.signature} (${cause ?? 'unexplained'})\n  ${requestText(probe.steps)}`;
}
