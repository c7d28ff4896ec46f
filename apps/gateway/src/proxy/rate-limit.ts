import { detached } from '../fast-path/detached.ts';
import type { RouteSettings } from '../config/schema.ts';
import { REFUSALS, type Refusal } from './refusals.ts';

/** Lets a client through, or says when it may come again. */
export type RateLimit = (clientIp: string) => Refusal | undefined;

interface Window {
  readonly ends: number;
  left: number;
}

/**
 * A bound on each client's requests to a route, counted in windows from its first request on. The time is that of
 * `performance.now()`: the clock of the machine may be set.
 */
export function createRateLimit({ requests, per }: NonNullable<RouteSettings['rate']>): RateLimit {
  /** In the order in which they end: all are equally long. */
  const windows = new Map<string, Window>();

  const forget = (now: number): void => {
    for (const [client, { ends }] of windows) {
      if (ends > now) return;
      windows.delete(client);
    }
  };

  return (clientIp) => {
    const now = performance.now();
    forget(now);
    const window = windows.get(clientIp);
    if (window === undefined) windows.set(detached(clientIp), { ends: now + per, left: requests - 1 });
    else if (window.left > 0) window.left -= 1;
    else return { ...REFUSALS.tooMany, retryAfter: Math.ceil((window.ends - now) / 1000) };
    return undefined;
  };
}
