import type { Class } from '@echo-twins/differences/class';

/** What a cause is recognised by. */
export interface Facts {
  readonly id: string;
  readonly class: Class;
  readonly differs: readonly string[];
  readonly request: string;
  /** What both lanes did, in a few words. */
  readonly left: string;
  readonly right: string;
}
