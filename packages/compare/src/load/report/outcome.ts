import { type Block, levelName, type Place } from '../results/block.ts';
import type { Plan } from '../results/plan.ts';
import { schedule } from '../schedule/schedule.ts';
import { type Comparison, compareLanes, compareSame } from './comparison.ts';

/** A window or a whole block that does not count, and why. */
interface Rejection {
  readonly place: Place;
  /** The level of the window; null for a block that broke off. */
  readonly level: string | null;
  readonly reasons: readonly string[];
  /** Whether only its high percentiles do not count. */
  readonly tail: boolean;
}

/** Everything that reports tell: what was planned, every block, and what follows from them. */
export interface Outcome {
  readonly version: 1;
  readonly plan: Plan;
  /** Whether every planned block was run. */
  readonly complete: boolean;
  readonly planned: number;
  readonly noise: Comparison | null;
  readonly comparisons: readonly Comparison[];
  readonly rejections: readonly Rejection[];
  /** Windows that were measured, rejected ones included. */
  readonly windows: number;
  readonly blocks: readonly Block[];
}

/** Draws the conclusions; the same plan and blocks always give the same. */
export function outcomeOf(plan: Plan, blocks: readonly Block[]): Outcome {
  const planned = schedule(plan).length;
  return {
    version: 1,
    plan,
    complete: blocks.length >= planned,
    planned,
    noise: compareSame(plan, blocks) ?? null,
    comparisons: plan.comparisons.map((lanes) => compareLanes(plan, blocks, lanes)),
    rejections: blocks.flatMap(rejectionsOf),
    windows: blocks.reduce((sum, { windows }) => sum + windows.length, 0),
    blocks,
  };
}

function rejectionsOf({ place, fault, windows }: Block): Rejection[] {
  const own = windows
    .filter(({ rejected }) => rejected.length > 0)
    .map(({ level, rejected }) => ({ place, level: levelName(level), reasons: rejected, tail: false }));
  const tails = windows.flatMap(({ level, rejected, tail }) =>
    tail === null || rejected.length > 0
      ? []
      : [{ place, level: levelName(level), reasons: [tail], tail: true }],
  );
  const whole = fault === null ? [] : [{ place, level: null, reasons: [fault], tail: false }];
  return [...whole, ...own, ...tails];
}
