import { describe, expect, test } from '@jest/globals';
import { startGateway } from '../../test/support/gateway.ts';
import { startRawUpstream } from '../../test/support/upstream.ts';
import { Freshness } from './freshness.ts';

const MINUTE = 60_000;
const often = (action: () => void): void => {
  for (let count = 0; count < 50; count++) action();
};

describe('how long an unused connection is trusted', () => {
  test('is not at all as long as nothing is known', () => {
    expect(new Freshness().covers(0, 0)).toBe(false);
  });

  test('is a moment once some have been seen to stand, half of the time for which requests have proved it, up to a second', () => {
    const freshness = new Freshness();
    freshness.stands(4000);
    expect(freshness.covers(5, 0)).toBe(false);
    often(() => freshness.stands(4000));
    expect([freshness.covers(9, 0), freshness.covers(11, 0)]).toEqual([true, false]);
    often(() => freshness.survived(400));
    expect([freshness.covers(199, 0), freshness.covers(201, 0)]).toEqual([true, false]);
    often(() => freshness.survived(4000));
    expect([freshness.covers(999, 0), freshness.covers(1001, 0)]).toEqual([true, false]);
  });

  test('is safely less than the time after which one was closed, however many others stand, until that is long ago', () => {
    const freshness = new Freshness();
    freshness.ended(100, 0);
    freshness.ended(5000, 1);
    often(() => freshness.survived(1000));
    expect([freshness.covers(39, 10), freshness.covers(41, 10)]).toEqual([true, false]);
    expect(freshness.covers(41, MINUTE / 2 + 1)).toBe(false);
    expect(freshness.covers(41, 2 * MINUTE)).toBe(true);
  });

  test('is not at all when one was closed a moment after its answer', () => {
    const freshness = new Freshness();
    often(() => freshness.survived(1000));
    freshness.ended(15, 0);
    expect(freshness.covers(0, 0)).toBe(false);
  });
});

describe('a replica that closes connections soon and does not say so', () => {
  test('never gets a POST on one that it may be about to close', async () => {
    const answered = new WeakMap<object, number>();
    const impatient = await startRawUpstream((socket) => {
      // As if its close had crossed the request on the way.
      const before = answered.get(socket);
      if (before !== undefined && performance.now() - before > 15) {
        socket.destroy();
        return;
      }
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok');
      answered.set(socket, performance.now());
    });
    const config = `
pools:
  twin: { upstream: '${impatient.url}', health: { every: 60m } }
routes:
  - { prefix: /, pool: twin }
`;
    const { url } = await startGateway({ config });
    const statuses: number[] = [];
    for (let index = 0; index < 10; index += 1) {
      statuses.push((await fetch(url)).status);
      await new Promise((resolve) => setTimeout(resolve, 20));
      statuses.push((await fetch(url, { method: 'POST', body: 'once' })).status);
    }
    expect(new Set(statuses)).toEqual(new Set([200]));
  });
});
