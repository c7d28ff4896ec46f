import { type Metric, metricsFor } from '../report/metric.ts';
import type { Block } from '../results/block.ts';
import type { Measured, Plan } from '../results/plan.ts';
import { holm } from '../statistics/holm.ts';
import { type Welch, welch } from '../statistics/welch.ts';

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
  /** The first lane of both runs, by which it is measured. */
  readonly beside: string;
  /** How much worse it is; null when either run has too few sound rounds. */
  readonly change: Change | null;
  /** `regression`: worse by more than the margin, proven. `held`: not worse by more than the margin, proven. */
  readonly verdict: 'regression' | 'held' | 'unresolved';
}

/** How many times worse, 1.1 for a tenth, with the 95 % interval. */
interface Change {
  readonly worse: number;
  readonly low: number;
  readonly high: number;
  /** One-sided p against "not worse by more than the margin", adjusted for all findings. */
  readonly p: number;
}

interface Question {
  readonly lane: string;
  readonly beside: string;
  readonly workload: string;
  /** As it was measured then. */
  readonly metric: Metric;
  /** As it is measured now; undefined when at no such level any more. */
  readonly now: Metric | undefined;
}

const ALPHA = 0.05;
const FEWEST = 3;
/** What a program's author can do something about, and that is steady enough. */
const GUARDED = /^(?:throughput-\d+|cpu|p50|p99|settled)$/u;
/** What every service has; the others may be unknown, or take more requests than there were. */
const ALWAYS = /^(?:throughput-\d+|p50)$/u;

/** The workloads of a plan in which some lane can be judged: an earlier run had it, too, and both began with the same lane. */
export function judgeable(before: Plan, now: Plan): { workload: Measured; earlier: Measured }[] {
  return now.workloads.flatMap((workload) => {
    const earlier = before.workloads.find((other) => other.workload === workload.workload);
    if (!earlier || earlier.lanes[0] !== workload.lanes[0]) return [];
    return shared(earlier, workload).length === 0 ? [] : [{ workload, earlier }];
  });
}

function shared(earlier: Measured, { lanes: [, ...others] }: Measured): string[] {
  return others.filter((lane) => earlier.lanes.includes(lane));
}

/**
 * Whether anything is worse than in an earlier run, by more than a margin. What is compared is how a lane stands beside the first lane
 * of its own run, pair by pair: a machine that is slower today does not count. Of the first lane itself nothing can be proven.
 */
export function guard(before: Measurement, now: Measurement, margin: number): Finding[] {
  const bound = Math.log(1 + margin);
  const drafts = questions(before.plan, now.plan).flatMap((question) => {
    const first = values(before, question, question.metric);
    const second = question.now ? values(now, question, question.now) : [];
    if (first.length + second.length === 0 && !ALWAYS.test(question.metric.id)) return [];
    const enough = first.length >= FEWEST && second.length >= FEWEST;
    return [{ question, test: enough ? welch(first, second) : undefined }];
  });
  const tests = drafts.flatMap(({ test }) => test ?? []);
  const adjusted = new Map<Welch, number>();
  for (const [index, p] of holm(tests.map((test) => test.above(bound))).entries()) {
    const test = tests[index];
    if (test) adjusted.set(test, p);
  }
  return drafts.map(({ question: { lane, workload, metric, beside }, test }) => {
    const about = { lane, workload, metric: metric.title, beside };
    if (!test) return { ...about, change: null, verdict: 'unresolved' };
    const p = adjusted.get(test) ?? 1;
    const verdict = p <= ALPHA ? 'regression' : test.high <= bound ? 'held' : 'unresolved';
    const [worse, low, high] = [Math.exp(test.difference), Math.exp(test.low), Math.exp(test.high)];
    return { ...about, change: { worse, low, high, p }, verdict };
  });
}

function questions(before: Plan, now: Plan): Question[] {
  return judgeable(before, now).flatMap(({ workload, earlier }) => {
    const [beside = ''] = workload.lanes;
    const known = metricsFor(workload.levels);
    return metricsFor(earlier.levels)
      .filter(({ id }) => GUARDED.test(id))
      .flatMap((metric) => {
        const same = known.find(({ id, title }) => id === metric.id && title === metric.title);
        return shared(earlier, workload).map((lane) => ({
          lane,
          beside,
          workload: workload.workload,
          metric,
          now: same,
        }));
      });
  });
}

/** ln of how bad a metric was beside the first lane, in each round in which both are sound: more is worse. */
function values(
  { plan, blocks }: Measurement,
  { lane, beside, workload }: Question,
  metric: Metric,
): number[] {
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
  return Array.from({ length: plan.pairs }, (_, round) => [at(lane, round), at(beside, round)]).flatMap(
    ([own, other]) => (own && other ? [sign * Math.log(own / other)] : []),
  );
}
