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
}

/** Longer than the slowest lane route (0.7 s) by enough that a busy machine makes no hang of it. */
export const LIMITS: Limits = { answer: 2000, close: 1500, grace: 80, total: 15_000, bytes: 8 * 1024 * 1024 };
