import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { createRateLimit } from './rate-limit.ts';

afterEach(() => {
  jest.useRealTimers();
});

const REFUSED = expect.objectContaining({ status: 429 });
const HOUR = 3_600_000;

describe('a rate limit', () => {
  test('counts each client by itself, in windows that begin with its first request', async () => {
    jest.useFakeTimers();
    const limit = createRateLimit({ requests: 2, per: 60_000 });
    expect([await limit('a'), await limit('a'), await limit('a')]).toEqual([undefined, undefined, REFUSED]);
    jest.advanceTimersByTime(40_000);
    expect([await limit('b'), await limit('b'), await limit('b')]).toEqual([undefined, undefined, REFUSED]);
    expect(await limit('a')).toMatchObject({ retryAfter: 20 });
    jest.advanceTimersByTime(20_000);
    expect([await limit('a'), await limit('b')]).toEqual([undefined, REFUSED]);
    jest.advanceTimersByTime(40_000);
    expect([await limit('a'), await limit('b'), await limit('a')]).toEqual([undefined, undefined, REFUSED]);
  });

  test.each([
    ['forwards', HOUR],
    ['backwards', -HOUR],
  ])('does not care when the clock of the machine jumps %s', async (_whither, jump) => {
    jest.useFakeTimers({ doNotFake: ['performance'] });
    const limit = createRateLimit({ requests: 1, per: 60_000 });
    expect(await limit('a')).toBeUndefined();
    jest.setSystemTime(Date.now() + jump);
    expect(await limit('a')).toMatchObject({ status: 429, retryAfter: 60 });
  });
});
