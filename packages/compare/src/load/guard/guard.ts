import type { Block } from '../results/block.ts';
import type { Plan } from '../results/plan.ts';
import { metricsFor, type Metric } from '../report/metric.ts';
import { holm } from '../statistics/holm.ts';
import { welch } from '../statistics/welch.ts';

/** A run: what was planned and what was measured. */
export interface Measurement {
  readonly plan: Plan;
  readonly blocks: readonly Block[];
}

/** Whether a metric of a lane is worse than it was. */
export interface Finding {
  readonly lane: string;
  readonly workload: string;
  readonly metric: string;
  /** What it is measured by: another lane of the same run, or nothing. */
  readonly beside: string | null;
  /** How many times worse, 1.1 for a tenth, with the 95 % interval. */
  readonly worse: number;
  readonly low: number;
  readonly high: number;
  /** One-sided p against "not worse by more than the margin", adjusted for all findings. */
  readonly p: number;
  /** `regression`: worse by more than the margin, proven. `held`: not worse by more than the margin, proven. */
  readonly verdict: 'regression' | 'held' | 'unresolved';
}

const ALPHA = 0.05;
const FEWEST = 3;
/** What a program's author can do something about, and that is steady enough. */
const GUARDED = /^(?:throughput-\d+|cpu|p50|p99|settled)$/u;

/**
 * Whether anything is worse than in an earlier run, by more than a margin. Where a lane stands beside the first lane of its own run,
 * ratios of pairs are compared, so that a machine that is slower today does not count; a first lane by itself is compared as it is,
 * when `sameMachine` says that this makes sense.
 */
export function guard(
  before: Measurement,
  now: Measurement,
  { margin, sameMachine }: { margin: number; sameMachine: boolean },
): Finding[] {
  const bound = Math.log(1 + margin);
  const drafts = now.plan.workloads.flatMap(({ workload, levels, lanes }) => {
    const earlier = before.plan.workloads.find((other) => other.workload === workload);
    if (!earlier) return [];
    const metrics = metricsFor(levels).filter(({ id }) => GUARDED.test(id));
    const known = metricsFor(earlier.levels);
    return metrics.flatMap((metric) => {
      const same = known.find(({ id, title }) => id === metric.id && title === metric.title);
      if (!same) return [];
      return lanes
        .filter((lane) => earlier.lanes.includes(lane))
        .flatMap((lane) => {
          const beside = lane !== lanes[0] && lanes[0] === earlier.lanes[0] ? (lanes[0] ?? null) : null;
          if (beside === null && !sameMachine) return [];
          const question = { lane, workload, metric, beside };
          const [first, second] = [values(before, question), values(now, question)];
          if (first.length < FEWEST || second.length < FEWEST) return [];
          return [{ question, test: welch(first, second) }];
        });
    });
  });
  const adjusted = holm(drafts.map(({ test }) => test.above(bound)));
  return drafts.map(({ question: { lane, workload, metric, beside }, test }, index) => {
    const p = adjusted[index] ?? 1;
    const verdict = p <= ALPHA ? 'regression' : test.high <= bound ? 'held' : 'unresolved';
    const [worse, low, high] = [Math.exp(test.difference), Math.exp(test.low), Math.exp(test.high)];
    return { lane, workload, metric: metric.title, beside, worse, low, high, p, verdict };
  });
}

interface Question {
  readonly lane: string;
  readonly workload: string;
  readonly metric: Metric;
  readonly beside: string | null;
}

/** ln of how bad a metric was in each round: more is worse. */
function values({ plan, blocks }: Measurement, { lane, workload, metric, beside }: Question): number[] {
  const sign = metric.higher ? -1 : 1;
  const at = (name: string, round: number): number | undefined => {
    const block = blocks.find(
      ({ place }) =>
        place.phase === 'compare' &&
        place.workload === workload &&
        place.lane === name &&
        place.round === round,
    );
    return block && metric.of(block);
  };
  return Array.from({ length: plan.pairs }, (_, round) => [
    at(lane, round),
    beside === null ? 1 : at(beside, round),
  ]).flatMap(([own, other]) => (own && other ? [sign * Math.log(own / other)] : []));
}
