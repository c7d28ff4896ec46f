import type { Fleet } from '../../lanes/child.ts';
import type { Cpus } from '../machine/cpus.ts';

/** What the generator says about something that is known. */
export interface Finding {
  readonly name: string;
  /** What was measured, in words. */
  readonly measured: string;
  readonly right: boolean;
}

/** What checks are made with. */
export interface Workshop {
  readonly fleet: Fleet;
  readonly cpus: Cpus | undefined;
}
