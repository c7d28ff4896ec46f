import { describe, expect, test } from '@jest/globals';
import { AdaptiveLimit } from './adaptive-limit.ts';

const TERMS = { floor: 4, most: 400, tolerance: 1.5, slack: 0 };

/**
 * A replica that answers `places` requests at a time in `service` ms each; the others wait in it. `offered` requests a
 * millisecond come, and those above the limit are refused. Time is simulated.
 */
function simulate(limit: AdaptiveLimit, { places = 10, service = 50 } = {}) {
  const queue: number[] = [];
  const free = Array.from({ length: places }, () => 0);
  let now = 0;
  let due = 0;
  return (offered: number, duration: number) => {
    const times: number[] = [];
    let refused = 0;
    for (const end = now + duration; now < end; now++) {
      for (due += offered; due >= 1; due--) {
        if (queue.length >= limit.limit) {
          refused += 1;
          limit.refused();
          continue;
        }
        free.sort((one, other) => one - other);
        const done = Math.max(now, free[0] ?? 0) + service;
        free[0] = done;
        queue.push(done);
        times.push(done - now);
      }
      while ((queue[0] ?? Infinity) <= now) {
        queue.shift();
        limit.sample(times.at(-1) ?? service, queue.length + 1, now);
      }
    }
    times.sort((one, other) => one - other);
    return { refused, admitted: times.length, p99: times[Math.floor(times.length * 0.99)] ?? 0 };
  };
}

describe('an adaptive limit', () => {
  test('refuses nobody while answers take as long as usual', () => {
    const limit = new AdaptiveLimit(TERMS);
    const run = simulate(limit);
    expect(run(0.15, 5000).refused).toBe(0);
    expect(limit.limit).toBe(400);
  });

  test('at five times the capacity admits what can be answered, in at most twice the usual time', () => {
    const run = simulate(new AdaptiveLimit(TERMS));
    const { p99: usual } = run(0.1, 2000);
    run(1, 2000);
    const { p99, admitted, refused } = run(1, 10_000);
    expect(p99).toBeLessThanOrEqual(2 * usual);
    // The capacity is 0.2 a millisecond: hardly any of it is lost.
    expect(admitted).toBeGreaterThan(1800);
    expect(refused).toBeGreaterThan(7000);
  });

  test('is back within a second', () => {
    const run = simulate(new AdaptiveLimit(TERMS));
    run(0.1, 1000);
    run(1, 5000);
    run(0.15, 1000);
    expect(run(0.15, 2000).refused).toBe(0);
  });

  test('never falls below its floor, and is not moved by what happens there', () => {
    const limit = new AdaptiveLimit(TERMS);
    for (let now = 0; now < 10_000; now += 5) limit.sample(now < 1000 ? 10 : 500, 4, now);
    expect(limit.limit).toBe(400);
    for (let now = 10_000; now < 20_000; now += 5) limit.sample(5000 + now, 50, now);
    expect(limit.limit).toBe(4);
  });

  test('limits nobody whose floor is as high as the limit can be', () => {
    const limit = new AdaptiveLimit({ ...TERMS, floor: TERMS.most });
    for (let now = 0; now < 20_000; now += 5) limit.sample(now < 1000 ? 10 : 5000, TERMS.most, now);
    expect(limit.limit).toBe(TERMS.most);
  });

  test('counts whom it refused', () => {
    const limit = new AdaptiveLimit(TERMS);
    limit.refused();
    limit.refused();
    expect(limit.shed).toBe(2);
  });
});
