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

/** Longer than the slowest lane route takes (0.7 s). */
export const LIMITS: Limits = {
  answer: 1300,
  close: 1300,
  grace: 150,
  total: 15_000,
  bytes: 8 * 1024 * 1024,
};

/** For a second try, before a hang is believed: long enough for a busy machine. */
export const PATIENT: Limits = { ...LIMITS, answer: 3000, close: 3000 };
