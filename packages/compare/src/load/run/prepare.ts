import { randomInt } from 'node:crypto';
import { Fault } from '../../cli/fault.ts';
import type { Bench } from '../blocks/run-block.ts';
import type { LoadOptions } from '../cli/options.ts';
import { routeDifferences } from '../inspect/behaviour.ts';
import { inspect } from '../inspect/inspect.ts';
import type { LoadLane } from '../lanes/load-lane.ts';
import type { Machine, Measured, Plan, Sample } from '../results/plan.ts';
import { levelsFor, sameRates } from '../schedule/levels.ts';
import { CATALOGUE } from '../workloads/catalogue.ts';
import type { Workload } from '../workloads/workload.ts';

/** Pairs of the noise floor, at the most: enough to see whether the machine can measure. */
const NOISE_PAIRS = 6;
const MARGIN = 0.03;
const RAMP = 0.25;
const WARM = 1.2;

/** What a plan is made from. */
export interface Preparation {
  readonly options: LoadOptions;
  readonly command: readonly string[];
  readonly bench: Pick<Bench, 'fleet' | 'cpus'>;
  readonly lanes: readonly LoadLane[];
  readonly machine: Machine;
  /** Told what is left out, and why. */
  readonly say: (line: string) => void;
  /** A run that this one will be compared with: its open loops have the same rates where that can be. */
  readonly earlier: Plan | undefined;
}

/**
 * Looks at every lane and fixes everything before the first block: pairs, order, levels, rates.
 *
 * @throws {Fault | LaneError | GeneratorError} when a lane is not there, or nothing can be compared
 */
export async function prepare(preparation: Preparation): Promise<Plan> {
  const { options, command, bench, lanes, machine, say, earlier } = preparation;
  const chosen = CATALOGUE.filter(({ name }) => options.workloads?.includes(name) ?? true);
  const { seconds, warm: warmMost } = options;
  const pace = { seconds, ramp: Math.min(RAMP, seconds), warm: Math.min(WARM, warmMost), warmMost };
  const inspections = [];
  for (const lane of lanes) inspections.push(await inspect({ ...bench, pace }, lane, chosen));
  const samples = inspections.flatMap((inspection) => inspection.samples);
  const names = lanes.map(({ facts }) => facts.name);
  const workloads = chosen.flatMap((workload) =>
    measured(workload, samples, { names, options, say, earlier }),
  );
  if (workloads.length === 0) throw new Fault('no workload is left that two lanes can be measured with');
  const measuredNames = new Set(workloads.map(({ workload }) => workload));
  const seen = inspections.flatMap((inspection) => inspection.seen);
  return {
    version: 1,
    command: [...command],
    startedAt: new Date().toISOString(),
    seed: options.seed ?? randomInt(2 ** 31),
    pairs: options.pairs,
    noisePairs: Math.min(NOISE_PAIRS, options.pairs),
    ...pace,
    margin: options.margin ?? MARGIN,
    lanes: lanes.map(({ facts }) => facts),
    comparisons: comparisonsOf(names, options),
    machine,
    workloads,
    samples,
    differences: routeDifferences(seen).filter(({ workload }) => measuredNames.has(workload)),
  };
}

/** Every lane beside the first, and what was asked for besides. */
function comparisonsOf(names: readonly string[], { also }: LoadOptions): [string, string][] {
  const [first, ...others] = names;
  const unknown = also.flat().find((name) => !names.includes(name));
  if (unknown !== undefined) throw new Fault(`--also: ${unknown} is none of the lanes: ${names.join(', ')}`);
  return [...(first === undefined ? [] : others.map((other): [string, string] => [first, other])), ...also];
}

interface Circumstances {
  readonly names: readonly string[];
  readonly options: LoadOptions;
  readonly say: (line: string) => void;
  readonly earlier: Plan | undefined;
}

function measured(
  workload: Workload,
  all: readonly Sample[],
  { names, options, say, earlier }: Circumstances,
): Measured[] {
  const samples = all.filter((sample) => sample.workload === workload.name);
  const unfit = samples.filter((sample) => sample.unfit !== null);
  if (!workload.optional || options.workloads !== undefined) {
    for (const sample of unfit)
      say(`${workload.name} is not measured on ${sample.lane}: it ${String(sample.unfit)}`);
  }
  const fit = samples.filter((sample) => sample.unfit === null);
  const lanes = names.filter((name) => fit.some(({ lane }) => lane === name));
  // All lanes are compared with the first.
  if (lanes[0] !== names[0] || lanes.length < Math.min(2, names.length)) return [];
  const before = earlier?.workloads.find((other) => other.workload === workload.name);
  const rates = options.rate ?? (before && sameRates(fit, before.levels));
  const levels = levelsFor(fit, { connections: options.connections, rates });
  return [{ workload: workload.name, request: `${workload.method} ${workload.path}`, levels, lanes }];
}
