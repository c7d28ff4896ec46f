/** How long and how much a probe waits for; milliseconds and bytes. */
export interface Limits {
  /** Without a byte for so long, an answer that is not complete counts as a hang. */
  readonly answer: number;
  /** How long a server that said it closes may take to do so. */
  readonly close: number;
  /** How long a connection must stay as it is, after an answer, to count as kept. */
  readonly grace: number;
  /** The longest a connection is watched after the last step, however much it still sends. */
  readonly total: number;
  /** The most that is received on a connection. */
  readonly bytes: number;
  /** How long a large body waits for an early answer before each further piece. */
  readonly pause: number;
}

/**
 * The pauses with which an upload that was cut is sent again. A server that answers early and closes with bytes unread resets the
 * connection (RFC 9112 §9.6); who is still writing then may lose the answer, who waits has read it.
 */
export const PAUSES: readonly number[] = [20, 100, 500];

/** How a probe is tried: first within some limits, and again with patience before a hang is believed. */
export interface Pace {
  readonly first: Limits;
  readonly patient?: Limits;
}

const BYTES = 8 * 1024 * 1024;
const PATIENT: Limits = { answer: 3000, close: 3000, grace: 150, total: 15_000, bytes: BYTES, pause: 0 };

/** First longer than the slowest lane route takes (0.7 s), then long enough for a busy machine. */
export const THOROUGH: Pace = { first: { ...PATIENT, answer: 1300, close: 1300 }, patient: PATIENT };

/** For thousands of tries, of which the good ones are tried again. */
export const QUICK: Pace = { first: { ...PATIENT, answer: 400, close: 400, grace: 60 } };
