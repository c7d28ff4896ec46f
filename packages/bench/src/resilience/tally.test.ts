import { describe, expect, it } from '@jest/globals';
import type { Outcome } from '../load/open-loop.ts';
import { get } from '../load/request.ts';
import { Tally } from './tally.ts';

function tallyOf(...statuses: readonly number[]): Tally {
  const tally = new Tally();
  statuses.forEach((status, n) => {
    const outcome: Outcome = {
      n,
      status,
      request: get('/'),
      error: status === 0 ? 'ECONNRESET' : undefined,
      latency: n,
      retryAfter: undefined,
      sentAt: n * 100,
    };
    tally.outcomes.push(outcome);
  });
  return tally;
}

describe('a tally', () => {
  it('counts as failed what was not answered, or with 5xx', () => {
    expect(tallyOf(200, 404, 503, 0).failed.map(({ status }) => status)).toEqual([503, 0]);
  });

  it('says what failed, and how often', () => {
    expect(tallyOf(200, 502, 502, 0).complaints).toBe('2 × GET 502, 1 × GET ECONNRESET');
  });

  it('can be cut to what was sent from a moment on', () => {
    expect(tallyOf(200, 200, 503).since(100).total).toBe(2);
    expect(tallyOf(200, 200, 503).since(300).latency(99)).toBeNaN();
  });
});
