import type { Attempt } from './attempt.ts';
import { TOTAL } from './clock.ts';
import { DeadlineError, isOurs, isUnreachable } from './failures.ts';
import type { ExchangeRecord } from './record.ts';

/** How an attempt failed. */
export interface Mishap {
  readonly error: Error;
  /** Whether a connection that had been used before was closed just then: nobody's fault (RFC 9112 §9.3.1). */
  readonly stale: boolean;
  readonly record: Pick<ExchangeRecord, 'sentAt' | 'answeredAt'>;
}

/** Has a replica answer for an attempt that failed, if it was its fault. */
export function blame(attempt: Attempt, mishap: Mishap): void {
  const { error, stale } = mishap;
  const { pick, progress, restedFor } = attempt;
  const { replica, judge } = pick;
  if (isUnreachable({ error, progress })) replica.ailing('unreachable');
  else if (stale) replica.connections.distrust(restedFor);
  else if (!isOurs({ error, progress }) && !isExcused(attempt, mishap)) judge.failed(replica);
}

/** A replica answers for the whole of a request's time when that passes before its answer and most of it was its own. */
function isExcused({ pick, progress }: Attempt, { error, record }: Mishap): boolean {
  if (!(error instanceof DeadlineError) || error.deadline !== TOTAL) return false;
  const own = performance.now() - record.sentAt;
  return progress === 'unsent' || record.answeredAt > 0 || own < pick.settings.deadlines.total / 2;
}
