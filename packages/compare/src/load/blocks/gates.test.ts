import { describe, expect, it } from '@jest/globals';
import type { Tally } from '../generator/tally.ts';
import { type Evidence, gatesFailed, tailFault } from './gates.ts';

const tenths = (...counts: number[]) =>
  Array.from({ length: 10 }, (_, at) => counts[Math.floor((at * counts.length) / 10)] ?? 0);
const USED = { cpu: 50, utilisation: 0.9, foreign: 0.01, throttled: 0 };

function tally(changes: Partial<Tally> = {}): Tally {
  return {
    slices: tenths(800),
    seconds: 1,
    // 32 connections and 8000 requests a second: 4 ms.
    mean: 4000,
    histogram: '',
    failures: { status: 0, body: 0, broken: 0, dropped: 0 },
    slip: null,
    inFlight: 32,
    generator: { cpu: 0.5, stall: 2 },
    ...changes,
  };
}

function evidence(changes: Partial<Evidence> = {}): Evidence {
  const level = { kind: 'closed', connections: 32 } as const;
  return { level, tally: tally(), used: USED, p50: 3000, p99: 6000, ...changes };
}

const failed = (changes: Partial<Evidence> = {}): string[] => gatesFailed(evidence(changes));

describe('the gates', () => {
  it('let a sound window pass', () => {
    expect(failed()).toEqual([]);
    const level = { kind: 'open', rate: 1000 } as const;
    expect(failed({ level, tally: tally({ slip: { p50: 10, p99: 200 }, mean: 1 }) })).toEqual([]);
  });

  it.each([
    ['another status', { status: 3 }, '3 answers with another status'],
    ['another body', { body: 1 }, '1 answers with another body'],
    ['broken connections', { broken: 2 }, '2 connections broke'],
    ['dropped requests', { dropped: 9 }, '9 requests were not answered in time'],
  ])('reject %s', (_name, failures, words) => {
    const all = { status: 0, body: 0, broken: 0, dropped: 0, ...failures };
    expect(failed({ tally: tally({ failures: all }) })).toEqual([words]);
  });

  it('reject a window without any answer', () => {
    expect(failed({ tally: tally({ slices: tenths(0), mean: 0 }) })).toContain('no answer at all');
  });

  it('reject what breaks Little’s law', () => {
    expect(failed({ tally: tally({ mean: 3700 }) })).toEqual([
      "Little's law: 29.60 requests in the system instead of 32",
    ]);
  });

  it('reject a second half that differs from the first', () => {
    expect(failed({ tally: tally({ slices: tenths(840, 760) }) })).toEqual([
      'the second half differs by -9.5 % from the first',
    ]);
  });

  it('reject a closed loop that the generator limited', () => {
    const generator = { cpu: 0.97, stall: 1 };
    expect(failed({ tally: tally({ generator }) })).toEqual([
      'the generator used 97.0 % of its processor: it was the limit',
    ]);
  });

  it('reject an open loop in which the generator was late', () => {
    const level = { kind: 'open', rate: 1000 } as const;
    const late = tally({ slip: { p50: 400, p99: 900 } });
    expect(failed({ level, tally: late })).toEqual([
      'the generator sent 400 µs late (p50), with a p50 of 3000 µs',
    ]);
    expect(failed({ level, tally: late, p50: 25_000 })).toEqual([]);
  });

  it('take the tail from a window whose p99 is the generator’s own', () => {
    const late = tally({ slip: { p50: 10, p99: 2500 } });
    expect(tailFault(evidence({ tally: late }))).toBe(
      'the generator sent 2.5 ms late (p99), with a p99 of 6.0 ms',
    );
    expect(tailFault(evidence({ tally: late, p99: 9000 }))).toBeNull();
    expect(tailFault(evidence())).toBeNull();
  });

  it('reject a container that was held back, and processors that others used', () => {
    expect(failed({ used: { ...USED, throttled: 4, foreign: 0.3 } })).toEqual([
      'held back 4 times by its CPU limit',
      "other programs took 30.0 % of the servers' processors",
    ]);
  });
});
