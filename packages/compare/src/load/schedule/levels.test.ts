import { describe, expect, it } from '@jest/globals';
import { levelsFor, mainConnections, mainRate, sameRates, windowSeconds } from './levels.ts';

const sample = (lane: string, capacity: number) => ({
  lane,
  workload: 'root',
  status: 200,
  head: '',
  body: '',
  bytes: 0,
  unfit: null,
  capacity,
});
const SAMPLES = [sample('a', 20_000), sample('b', 8123)];

describe('levelsFor', () => {
  it('takes the open rates from the slower lane, the same for both', () => {
    expect(levelsFor(SAMPLES, { connections: [1, 32], rates: undefined })).toEqual([
      { kind: 'closed', connections: 1 },
      { kind: 'closed', connections: 32 },
      { kind: 'open', rate: 2000 },
      { kind: 'open', rate: 4100 },
      { kind: 'open', rate: 6100 },
    ]);
  });

  it('refuses a rate that is beyond a lane, with what it can do', () => {
    expect(() => levelsFor(SAMPLES, { connections: [1], rates: [9000] })).toThrow(
      '--rate 9000: beyond lane b, which answers root about 8123 times a second here',
    );
  });

  it('takes a rate within', () => {
    expect(levelsFor(SAMPLES, { connections: [], rates: [500] })).toEqual([{ kind: 'open', rate: 500 }]);
  });
});

describe('windowSeconds', () => {
  it('is as long at the main rate as its p99 needs, but not for ever', () => {
    const levels = levelsFor(SAMPLES, { connections: [32], rates: [1000, 3000, 6000] });
    expect(levels.map((level) => windowSeconds(level, levels, 1))).toEqual([1, 1, 3.5, 1]);
    const slow = levelsFor(SAMPLES, { connections: [], rates: [100] });
    expect(slow.map((level) => windowSeconds(level, slow, 1))).toEqual([5]);
  });
});

describe('the main levels', () => {
  it('are the middle rate and 32 connections, or the nearest', () => {
    const levels = levelsFor(SAMPLES, { connections: [1, 8, 32, 128], rates: undefined });
    expect(mainRate(levels)).toBe(4100);
    expect(mainConnections(levels)).toBe(32);
    expect(mainConnections(levelsFor(SAMPLES, { connections: [1, 16], rates: [1] }))).toBe(16);
    expect(mainRate([])).toBeUndefined();
  });
});

describe('sameRates', () => {
  it('takes the rates of an earlier run, so that latencies can be compared, unless a lane is now too slow for them', () => {
    const at = (...rates: number[]) => rates.map((rate) => ({ kind: 'open' as const, rate }));
    expect(sameRates(SAMPLES, [{ kind: 'closed', connections: 1 }, ...at(2000, 4000)])).toEqual([2000, 4000]);
    expect(sameRates(SAMPLES, at(2000, 7900))).toBeUndefined();
    expect(sameRates(SAMPLES, [])).toBeUndefined();
  });
});
