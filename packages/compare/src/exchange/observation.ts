import type { Message } from '@echo-twins/differences/message';
import type { Standing } from '../wire/wire.ts';

/**
 * What became of a connection: `kept` for the next request, `closed` by the server, `open` although the server had said that
 * it closes, `hang`: no complete answer in the time given, `dropped` by the probe itself, `refused`.
 */
export type Outcome = 'kept' | 'closed' | 'open' | 'hang' | 'dropped' | 'refused';

/** Everything seen of one connection. */
export interface ConnectionObservation {
  readonly name: string;
  readonly messages: readonly Message[];
  readonly outcome: Outcome;
  /** FIN or RST, which the kernel's timing decides as much as the server; shown, never compared. */
  readonly standing: Standing;
  readonly request: Buffer;
  readonly response: Buffer;
  /** Bytes came that are not HTTP/1. */
  readonly garbage: boolean;
  /** More bytes came than are kept. */
  readonly overflowed: boolean;
  /** Milliseconds from connect, when it happened. */
  readonly firstByteAfter: number | undefined;
  readonly closedAfter: number | undefined;
  /** Whether the probe is about how long the connection lasts. */
  readonly timed: boolean;
}

/** How a process ended. */
export interface Exit {
  readonly code: number | null;
  readonly signal: string | null;
}

/** How a process ended that was told to, and how long it took, in milliseconds from the signal. */
export interface Ending extends Exit {
  readonly after: number;
}

/** Everything seen of one probe on one lane. */
export interface Observation {
  readonly connections: readonly ConnectionObservation[];
  /** Present when the probe waited for the end of the process; `never` when it did not come in time. */
  readonly ending?: Ending | 'never';
  /** The server went away while it was being written to; its answer may have been lost on the way. */
  readonly cut: boolean;
}
