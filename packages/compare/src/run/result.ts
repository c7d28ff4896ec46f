import type { Observation } from '../exchange/observation.ts';
import type { Probe } from '../probes/probe.ts';

/** What became of the service under a probe: it lives, its process ended, or it lives and answers nobody any more. */
export type Fate = 'alive' | 'crashed' | 'stuck';

/** One probe on one lane. */
export interface Result {
  readonly probe: Probe;
  readonly observation: Observation;
  readonly fate: Fate;
  /** What the process said at its end. */
  readonly complaint: string;
}
