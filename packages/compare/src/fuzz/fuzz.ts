import { bytesOf } from '../exchange/step.ts';
import { type Pace, QUICK, THOROUGH } from '../exchange/limits.ts';
import type { Lane } from '../lanes/lane.ts';
import type { Probe } from '../probes/probe.ts';
import { type Habits, habitsOf } from '../report/habits.ts';
import { type Progress, runLane } from '../run/lane-run.ts';
import { PLAIN } from '../run/plain.ts';
import { sideOf } from '../run/runs.ts';
import { minimise } from './minimise.ts';
import { mutate } from './mutate.ts';
import { Random } from './random.ts';
import { Pairing } from './pairing.ts';
import { type Finding, findingOf, isGrave } from './signature.ts';

/** What is fuzzed. */
export interface Fuzzing {
  readonly lanes: readonly [left: Lane, right: Lane];
  readonly probes: readonly Probe[];
  readonly count: number;
  readonly seed: number;
}

/** A request that both lanes treat differently, in a way that no probe had shown; as small as it gets. */
export interface Find {
  readonly probe: Probe;
  readonly finding: Finding;
}

const LONGEST = 2000;
/** Most of the time goes into waiting for answers that do not come. */
const SHRINKERS = 6;

/** Mutates probes and keeps what the lanes disagree about; the same seed gives the same mutants. */
export async function fuzz(fuzzing: Fuzzing, progress: Progress): Promise<Find[]> {
  const bases = fuzzing.probes.filter(isSimple);
  const [first, ...rest] = bases.map(textOf);
  if (first === undefined) return [];
  const random = new Random(fuzzing.seed);
  const mutants = Array.from({ length: fuzzing.count }, (_, index) =>
    probeOf(`fuzz-${fuzzing.seed}-${index}`, mutate(random.pick([first, ...rest]), random)),
  );
  const all = [PLAIN, ...bases, ...mutants];
  const [left, right] = fuzzing.lanes;
  const [a, b] = await Promise.all([
    runLane(left, all, { progress, pace: QUICK }),
    runLane(right, all, { progress, pace: QUICK }),
  ]);
  const side = (results: typeof a, id: string) => {
    const result = results.get(id);
    return result && sideOf(result);
  };
  const habits = habitsOf(side(a, PLAIN.id), side(b, PLAIN.id));
  const finding = ({ id }: Probe): Finding | undefined => {
    const [one, other] = [side(a, id), side(b, id)];
    return one && other && findingOf(one, other, habits);
  };
  const known = new Set(bases.map((probe) => finding(probe)?.signature));
  const finds: Find[] = [];
  for (const probe of mutants) {
    const found = finding(probe);
    if (!found || !isGrave(found) || known.has(found.signature)) continue;
    known.add(found.signature);
    finds.push({ probe, finding: found });
  }
  return shrink(finds, fuzzing.lanes, habits);
}

/** Makes each find small; one that does not show itself again, looked at with patience, is left out. */
async function shrink(finds: readonly Find[], lanes: Fuzzing['lanes'], habits: Habits): Promise<Find[]> {
  const small = new Map<Find, Find>();
  const queue = [...finds];
  const worker = async (): Promise<void> => {
    const pairing = new Pairing(lanes);
    for (let find = queue.shift(); find; find = queue.shift()) {
      const { probe, finding } = find;
      const shown = (pace: Pace) => async (text: string) =>
        (await pairing.finding(probeOf(probe.id, text), { habits, pace })).signature === finding.signature;
      const text = await minimise(textOf(probe), shown(QUICK));
      if (await shown(THOROUGH)(text)) small.set(find, { probe: probeOf(probe.id, text), finding });
    }
    await pairing.stop();
  };
  await Promise.all(Array.from({ length: SHRINKERS }, worker));
  return finds.flatMap((find) => small.get(find) ?? []);
}

/** Whether a probe is one short write on one connection. */
function isSimple({ steps, alone, slow }: Probe): boolean {
  const bytes = steps.map((step) => bytesOf(step, new Map()).length);
  return !alone && !slow && bytes.every((length) => length > 0) && Math.max(...bytes) < LONGEST;
}

function textOf({ steps }: Probe): string {
  return Buffer.concat(steps.map((step) => bytesOf(step, new Map()))).toString('latin1');
}

function probeOf(id: string, text: string): Probe {
  return {
    id,
    group: 'fuzz',
    title: 'Found by mutation',
    steps: [{ send: text }],
    tags: [],
    alone: false,
    slow: false,
  };
}
