import { median } from '../statistics/moments.ts';
import { holm } from '../statistics/holm.ts';
import { type Paired, paired } from '../statistics/paired.ts';
import { signFlip, smallestP } from '../statistics/sign-flip.ts';
import { pairsNeeded, type Verdict, verdictOf } from '../statistics/verdict.ts';
import type { Block } from '../results/block.ts';
import type { Measured, Plan } from '../results/plan.ts';
import { type Metric, metricsFor } from './metric.ts';

/** One metric of one workload, B beside A. */
export interface Row {
  readonly workload: string;
  readonly metric: Omit<Metric, 'of'>;
  /** Medians over the blocks; null when none can be told. */
  readonly a: number | null;
  readonly b: number | null;
  /** B ÷ A, its 95 % interval and its tests; null with fewer than three pairs. */
  readonly ratio: { readonly value: number; readonly low: number; readonly high: number } | null;
  /** Exact, by sign flips; and adjusted for all metrics of the comparison. */
  readonly p: number | null;
  readonly adjusted: number | null;
  readonly verdict: Verdict;
  readonly pairs: number;
  /** Pairs that do not count because a gate rejected one of their blocks. */
  readonly rejected: number;
  /** For an unresolved one: pairs that it would take; null when more than 2000 or unknown. */
  readonly needed: number | null;
  /** B ÷ A of each round in order; null for a pair that does not count. */
  readonly points: readonly (number | null)[];
}

/** Two lanes side by side. */
export interface Comparison {
  readonly a: string;
  readonly b: string;
  /** The test behind the verdicts: sign flips cannot reach 5 % when pairs are few and metrics many. */
  readonly test: 'sign-flip' | 'paired t';
  readonly rows: readonly Row[];
}

const FEWEST = 3;

interface Draft {
  readonly row: Omit<Row, 'adjusted' | 'verdict' | 'needed'>;
  readonly statistics: Paired | undefined;
}

/** Compares lane `b` with lane `a` over all workloads that both were measured with. */
export function compareLanes(
  plan: Plan,
  blocks: readonly Block[],
  [a, b]: readonly [string, string],
): Comparison {
  const own = blocks.filter(({ place }) => place.phase === 'compare');
  const drafts = plan.workloads
    .filter(({ lanes }) => lanes.includes(a) && lanes.includes(b))
    .flatMap((workload) => {
      const of = (lane: string): Block[] => own.filter(({ place }) => place.lane === lane);
      return draftsOf(workload, plan.pairs, [of(a), of(b)]);
    });
  return judged({ a, b }, drafts, plan);
}

/** The noise floor: the first lane beside itself; undefined when none was asked for. */
export function compareSame(plan: Plan, blocks: readonly Block[]): Comparison | undefined {
  const [workload] = plan.workloads;
  const lane = workload?.lanes[0];
  if (!workload || lane === undefined || plan.noisePairs === 0) return undefined;
  const own = blocks.filter(({ place }) => place.phase === 'noise');
  const of = (arm: number): Block[] => own.filter(({ place }) => place.arm === arm);
  return judged({ a: lane, b: lane }, draftsOf(workload, plan.noisePairs, [of(0), of(1)]), plan);
}

function draftsOf(
  { workload, levels }: Measured,
  rounds: number,
  [a, b]: readonly [readonly Block[], readonly Block[]],
): Draft[] {
  const find = (blocks: readonly Block[], round: number): Block | undefined =>
    blocks.find(({ place }) => place.workload === workload && place.round === round);
  const pairs = Array.from({ length: rounds }, (_, round) => [find(a, round), find(b, round)] as const);
  return metricsFor(levels)
    .map((metric) => draft(workload, metric, pairs))
    .filter(({ row }) => row.a !== null || row.b !== null);
}

type Pair = readonly [Block | undefined, Block | undefined];

function draft(workload: string, metric: Metric, pairs: readonly Pair[]): Draft {
  const values = pairs.map(([a, b]) => [a && metric.of(a), b && metric.of(b)] as const);
  const points = values.map(([a, b]) => (a && b ? b / a : null));
  const logs = points.flatMap((ratio) => (ratio === null ? [] : [Math.log(ratio)]));
  const statistics = logs.length >= FEWEST ? paired(logs) : undefined;
  const { id, title, unit, higher } = metric;
  const row = {
    workload,
    metric: { id, title, unit, higher },
    a: middle(values.map(([a]) => a)),
    b: middle(values.map(([, b]) => b)),
    ratio: statistics
      ? { value: Math.exp(statistics.mean), low: Math.exp(statistics.low), high: Math.exp(statistics.high) }
      : null,
    p: statistics ? signFlip(logs) : null,
    pairs: logs.length,
    rejected: pairs.filter(([a, b]) => a && b).length - logs.length,
    points,
  };
  return { row, statistics };
}

function middle(values: readonly (number | undefined)[]): number | null {
  const known = values.filter((value) => value !== undefined);
  return known.length === 0 ? null : median(known);
}

function judged(lanes: Pick<Comparison, 'a' | 'b'>, drafts: readonly Draft[], plan: Plan): Comparison {
  const tested = drafts.filter(({ statistics }) => statistics !== undefined);
  const fewest = Math.min(plan.pairs, ...tested.map(({ row }) => row.pairs));
  const test = smallestP(fewest) * tested.length <= 0.05 ? 'sign-flip' : 'paired t';
  const adjusted = holm(
    tested.map(({ row, statistics }) => (test === 'sign-flip' ? row.p : statistics?.p) ?? 1),
  );
  const margin = Math.log(1 + plan.margin);
  const rows = drafts.map(({ row, statistics }): Row => {
    const p = adjusted[tested.findIndex((other) => other.row === row)] ?? null;
    if (!statistics || p === null) return { ...row, adjusted: null, verdict: 'unresolved', needed: null };
    const verdict = verdictOf(statistics, p, { margin, higher: row.metric.higher });
    const needed = verdict === 'unresolved' ? (pairsNeeded(statistics, margin) ?? null) : null;
    return { ...row, adjusted: p, verdict, needed };
  });
  return { ...lanes, test, rows };
}
