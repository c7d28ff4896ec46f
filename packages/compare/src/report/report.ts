import type { Attribution } from '../classify/attribution.ts';
import type { Difference } from '@echo-twins/differences/difference';
import type { Verdict } from '../classify/verdict.ts';
import type { NormalObservation } from '../normalise/normal.ts';
import type { Class } from '@echo-twins/differences/class';
import type { Rule } from '../probes/probe.ts';
import type { LeftOut } from '../probes/recorded.ts';

/** The version of the JSON below; it grows when a reader would have to change. */
export const SCHEMA = 1;

/** A lane as a report tells it. */
interface LaneEntry {
  readonly name: string;
  readonly version: string;
  readonly profile: string;
}

/** Two lanes on one probe. */
export interface PairEntry {
  readonly left: string;
  readonly right: string;
  readonly class: Class;
  /** The aspects that differ, appearance left out. */
  readonly differs: readonly string[];
  readonly differences: readonly Difference[];
  /** Who is the odd one out; of lanes through the gateway, whether it is the gateway's doing. */
  readonly attribution: Attribution;
}

/** The pairs of a run, and how often each differs how much. */
interface PairTotal {
  readonly left: string;
  readonly right: string;
  readonly classes: Readonly<Record<Class, number>>;
}

/** Whether a difference is known: `same` where there is none to know. */
type Standing = 'same' | 'known' | 'unexplained' | 'changed';

/** What one lane did on one probe. */
export interface LaneAnswer {
  readonly summary: string;
  readonly verdict: Verdict;
  /** Its second instance did something else, twice: nothing can be concluded. */
  readonly flaky: boolean;
  readonly observation: NormalObservation;
}

/** One probe, of the first pair and of all lanes. */
export interface ProbeEntry {
  readonly id: string;
  readonly group: string;
  readonly title: string;
  readonly class: Class;
  readonly differs: readonly string[];
  readonly standing: Standing;
  /** The entry of the ledger that explains it. */
  readonly cause?: string;
  /** Why the standing is `changed`. */
  readonly change?: string;
  readonly attribution: Attribution;
  readonly rule?: Rule;
  readonly request: string;
  readonly lanes: Readonly<Record<string, LaneAnswer>>;
  readonly pairs: readonly PairEntry[];
}

/** All that a run found out, without anything that changes from run to run. */
export interface Report {
  readonly schema: typeof SCHEMA;
  readonly node: string;
  /** The pair that `class` is about. */
  readonly pair: readonly [left: string, right: string];
  readonly lanes: readonly LaneEntry[];
  /** How the pair differs on every answer, whatever is asked; told once, here. */
  readonly habits: readonly Difference[];
  readonly classes: Readonly<Record<Class, number>>;
  /** The same for every pair of lanes that was compared, the first one included. */
  readonly pairs: readonly PairTotal[];
  readonly flaky: readonly string[];
  readonly leftOut: readonly LeftOut[];
  readonly probes: readonly ProbeEntry[];
}
