import type { ConnectionObservation } from '../../exchange/observation.ts';
import type { LaneResults } from '../../run/runs.ts';

const KEPT = 4000;

/** What went over one connection of one lane, as it was: one character a byte. */
interface Evidence {
  readonly name: string;
  readonly response: string;
  readonly outcome: string;
  readonly standing: string;
  /** Milliseconds from connect. */
  readonly firstByteAfter: number | undefined;
  readonly closedAfter: number | undefined;
}

/** The raw side of a report, by probe and lane: it changes from run to run, and is only shown. */
export function evidenceOf(id: string, lanes: readonly LaneResults[]): Record<string, readonly Evidence[]> {
  return Object.fromEntries(
    lanes.flatMap(({ lane, results }) => {
      const result = results.get(id);
      return result ? [[lane.name, result.observation.connections.map(evidence)]] : [];
    }),
  );
}

function evidence(connection: ConnectionObservation): Evidence {
  const { name, response, outcome, standing, firstByteAfter, closedAfter } = connection;
  const rounded = (ms: number | undefined): number | undefined => (ms === undefined ? ms : Math.round(ms));
  const text = response.toString('latin1', 0, KEPT);
  const rest = response.length - KEPT;
  return {
    name,
    response: rest > 0 ? `${text}\n… ${rest} more bytes` : text,
    outcome,
    standing,
    firstByteAfter: rounded(firstByteAfter),
    closedAfter: rounded(closedAfter),
  };
}
