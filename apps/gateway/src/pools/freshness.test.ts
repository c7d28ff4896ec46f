import { describe, expect, test } from '@jest/globals';
import { startGateway } from '../../test/support/gateway.ts';
import { startRawUpstream } from '../../test/support/upstream.ts';
import { Freshness } from './freshness.ts';

describe('how long an unused connection is trusted', () => {
  test('is a moment as long as nothing is known', () => {
    const freshness = new Freshness();
    expect(freshness.covers(5)).toBe(true);
    expect(freshness.covers(15)).toBe(false);
  });

  test('is half of the longest time after which one still stood, up to a second', () => {
    const freshness = new Freshness();
    freshness.survived(400);
    freshness.survived(100);
    expect(freshness.covers(199)).toBe(true);
    expect(freshness.covers(201)).toBe(false);
    freshness.survived(60_000);
    expect(freshness.covers(1001)).toBe(false);
  });

  test('is half of the time after which one was closed, until one stands longer again', () => {
    const freshness = new Freshness();
    freshness.survived(1000);
    freshness.ended(40);
    expect(freshness.covers(19)).toBe(true);
    expect(freshness.covers(21)).toBe(false);
    freshness.survived(1000);
    expect(freshness.covers(400)).toBe(true);
  });

  test('is nothing once a request was lost', () => {
    const freshness = new Freshness();
    freshness.lost();
    expect(freshness.covers(0)).toBe(false);
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
