import type { Fleet } from '../../lanes/child.ts';
import type { Cpus } from '../machine/cpus.ts';

/** What the generator says about something that is known. */
export interface Finding {
  readonly name: string;
  /** What was measured, in words. */
  readonly measured: string;
  /** `invalid`: the gates refused the measurement, as they have to on a busy machine; nothing wrong was said. */
  readonly verdict: 'right' | 'wrong' | 'invalid';
}

/** What checks are made with. */
export interface Workshop {
  readonly fleet: Fleet;
  readonly cpus: Cpus | undefined;
}

/** Judges a figure, unless there are reasons not to believe it. */
export function finding(name: string, measured: string, judge: Judgement): Finding {
  const [fault] = judge.faults;
  if (fault !== undefined) return { name, measured: `${measured}; ${fault}`, verdict: 'invalid' };
  return { name, measured, verdict: judge.right ? 'right' : 'wrong' };
}

interface Judgement {
  readonly right: boolean;
  /** Why the measurement does not count. */
  readonly faults: readonly string[];
}
