import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { RouteSettings } from '../config/schema.ts';
import { REFUSALS, type Refusal } from './refusals.ts';

/** Lets a client through, or says when it may come again. */
export type RateLimit = (clientIp: string) => Promise<Refusal | undefined>;

/** A bound on each client's requests to a route, counted in windows from its first request on. */
export function createRateLimit({ requests, per }: NonNullable<RouteSettings['rate']>): RateLimit {
  const limiter = new RateLimiterMemory({ points: requests, duration: per / 1000 });
  return async (clientIp) => {
    try {
      await limiter.consume(clientIp);
      return undefined;
    } catch (error) {
      if (!(error instanceof RateLimiterRes)) throw error;
      return { ...REFUSALS.tooMany, retryAfter: Math.ceil(error.msBeforeNext / 1000) };
    }
  };
}
