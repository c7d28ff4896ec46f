import { describe, expect, it } from '@jest/globals';
import { Recorder } from './recorder.ts';
import { Latencies } from './percentiles.ts';

/** A histogram of 1, 2, 3 … milliseconds. */
function histogram(count: number): string {
  const recorder = new Recorder({ from: 0, to: 1 }, () => undefined);
  const answer = { status: 200, bytes: 0, body: undefined, head: '' };
  for (let ms = 1; ms <= count; ms += 1) recorder.record({ due: 0, late: 0, done: ms }, answer, 0);
  return recorder.tally(false, { cpu: 0, stall: 0 }).histogram;
}

describe('Latencies', () => {
  it('keeps three digits', () => {
    const latencies = new Latencies([histogram(10_000)]);
    expect(latencies.value(50) / 5_000_000).toBeCloseTo(1, 2);
    expect(latencies.value(99) / 9_900_000).toBeCloseTo(1, 2);
  });

  it('tells a percentile only when 100 samples lie beyond it', () => {
    const latencies = new Latencies([histogram(10_000)]);
    expect(latencies.told(99)).toBeDefined();
    expect(latencies.told(99.9)).toBeUndefined();
    expect(new Latencies([histogram(199)]).told(50)).toBeUndefined();
    expect(new Latencies([histogram(200)]).told(50)).toBeDefined();
  });

  it('puts windows together', () => {
    expect(new Latencies([histogram(10), histogram(30)]).count).toBe(40);
  });
});
