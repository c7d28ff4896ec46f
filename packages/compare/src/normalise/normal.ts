import { type Answer, answerOf } from '@echo-twins/differences/answer';
import { masked } from '@echo-twins/differences/masks';
import type { ConnectionObservation, Ending, Observation, Outcome } from '../exchange/observation.ts';
import { spanOf } from './span.ts';

/** A connection with everything taken out that changes from run to run. */
export interface NormalConnection {
  readonly name: string;
  readonly messages: readonly Answer[];
  readonly outcome: Outcome;
  readonly garbage?: string;
  /** About how long the connection lasted; only when the probe was about that. */
  readonly lasted?: string;
}

/** What two lanes, or two runs of one, are compared by. */
export interface NormalObservation {
  readonly connections: readonly NormalConnection[];
  /** How the process ended and about how long it took; only when the probe was about that. */
  readonly ending?: string;
}

/** Normalises what was observed; two runs of the same thing give the same. */
export function normalise({ connections, ending }: Observation): NormalObservation {
  return {
    connections: connections.map(normaliseConnection),
    ...(ending && { ending: endingText(ending) }),
  };
}

function normaliseConnection(connection: ConnectionObservation): NormalConnection {
  const { name, messages, outcome, garbage, response, timed, closedAfter } = connection;
  return {
    name,
    // What had come before this side went away is a matter of chance.
    messages: outcome === 'dropped' ? [] : messages.map(answerOf),
    outcome,
    ...(garbage && { garbage: masked(response.toString('latin1')).slice(0, 200) }),
    ...(timed && { lasted: closedAfter === undefined ? 'still open' : spanOf(closedAfter) }),
  };
}

function endingText(ending: Ending | 'never'): string {
  if (ending === 'never') return 'still running';
  const how = ending.signal === null ? `exit ${String(ending.code)}` : `ended by ${ending.signal}`;
  return `${how}, ${spanOf(ending.after)}`;
}
