/** What the access log tells of an exchange. */
export interface ExchangeRecord {
  pool: string | undefined;
  replica: string | undefined;
  attempts: number;
  /** When the last attempt was sent, and when its answer began; 0 before. On the clock of `performance.now()`. */
  sentAt: number;
  answeredAt: number;
  bytes: number;
  /** Why attempts failed, in order. */
  failures: string[];
  /** Whether the replica failed in the middle of its answer, so that the client's connection was broken off. */
  broken: boolean;
}

/** The record of an exchange that begins. */
export function createRecord(): ExchangeRecord {
  return {
    pool: undefined,
    replica: undefined,
    attempts: 0,
    sentAt: 0,
    answeredAt: 0,
    bytes: 0,
    failures: [],
    broken: false,
  };
}
