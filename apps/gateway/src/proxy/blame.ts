import type { Attempt } from './attempt.ts';
import { isOurs, isUnreachable } from './failures.ts';

/** How an attempt failed. */
export interface Mishap {
  readonly error: Error;
  /** Whether a connection that had been used before was closed just then: nobody's fault (RFC 9112 §9.3.1). */
  readonly stale: boolean;
}

/** Has a replica answer for an attempt that failed, if it was its fault. */
export function blame({ pick: { replica, judge }, progress }: Attempt, { error, stale }: Mishap): void {
  if (isUnreachable({ error, progress })) replica.ailing('unreachable');
  else if (stale) replica.connections.distrust();
  else if (!isOurs({ error, progress })) judge.failed(replica);
}
