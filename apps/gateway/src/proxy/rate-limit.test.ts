import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { createRateLimit } from './rate-limit.ts';

afterEach(() => {
  jest.useRealTimers();
});

const REFUSED = expect.objectContaining({ status: 429 });
const HOUR = 3_600_000;

describe('a rate limit', () => {
  test('counts each client by itself, in windows that begin with its first request', () => {
    jest.useFakeTimers();
    const limit = createRateLimit({ requests: 2, per: 60_000 });
    expect([limit('a'), limit('a'), limit('a')]).toEqual([undefined, undefined, REFUSED]);
    jest.advanceTimersByTime(40_000);
    expect([limit('b'), limit('b'), limit('b')]).toEqual([undefined, undefined, REFUSED]);
    expect(limit('a')).toMatchObject({ retryAfter: 20 });
    jest.advanceTimersByTime(20_000);
    expect([limit('a'), limit('b')]).toEqual([undefined, REFUSED]);
    jest.advanceTimersByTime(40_000);
    expect([limit('a'), limit('b'), limit('a')]).toEqual([undefined, undefined, REFUSED]);
  });

  test.each([
    ['forwards', HOUR],
    ['backwards', -HOUR],
  ])('does not care when the clock of the machine jumps %s', (_whither, jump) => {
    jest.useFakeTimers({ doNotFake: ['performance'] });
    const limit = createRateLimit({ requests: 1, per: 60_000 });
    expect(limit('a')).toBeUndefined();
    jest.setSystemTime(Date.now() + jump);
    expect(limit('a')).toMatchObject({ status: 429, retryAfter: 60 });
  });
});
