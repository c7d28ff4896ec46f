import { classOf, compare, type Side } from '../classify/compare.ts';
import { summaryOf } from '../classify/summary.ts';
import { CLASSES, type Class } from '@echo-twins/differences/class';
import type { Habits } from '../report/habits.ts';

/** What two lanes did with the same bytes, as far as it can be the same finding. */
export interface Finding {
  readonly class: Class;
  readonly differs: readonly string[];
  /** What each lane did, in a few words. */
  readonly left: string;
  readonly right: string;
  /** All that each did. */
  readonly sides: readonly [left: Side, right: Side];
  /** The same for two requests that show the same difference. */
  readonly signature: string;
}

/** Names a difference by its outcome on both sides, without the words that the request itself put there. */
export function findingOf(left: Side, right: Side, habits: Habits): Finding {
  const differences = compare(left, right, habits.fields);
  const told = [summaryOf(left), summaryOf(right)] as const;
  return {
    class: classOf(differences, habits.aspects),
    differs: differences.map(({ aspect }) => aspect),
    left: told[0],
    right: told[1],
    sides: [left, right],
    signature: told.join(' | ').replaceAll(/ “[^”]*”/gu, ''),
  };
}

/** Whether a difference is one that fuzzing looks for. */
export function isGrave({ class: name }: Finding): boolean {
  return CLASSES.indexOf(name) >= CLASSES.indexOf('DIVERGENT');
}
