import { describe, expect, it } from '@jest/globals';
import { driftOf } from './drift.ts';

describe('driftOf', () => {
  it('finds a server that is still getting faster', () => {
    const { share, proven } = driftOf([70, 75, 80, 85, 90, 95, 100, 100, 101, 100]);
    expect(share).toBeCloseTo(0.24, 2);
    expect(proven).toBe(true);
  });

  it('does not take a restless machine for drift', () => {
    expect(driftOf([100, 60, 110, 90, 120, 130, 80, 125, 95, 115]).proven).toBe(false);
  });

  it('knows steady and empty windows', () => {
    const tenth = (count: number): number[] => Array.from({ length: 10 }, () => count);
    expect(driftOf(tenth(100))).toEqual({ share: 0, proven: false });
    expect(driftOf(tenth(0))).toEqual({ share: 0, proven: false });
  });
});
