import { describe, expect, it } from '@jest/globals';
import { pairedRatio } from './ratio.ts';

describe('pairedRatio', () => {
  it('is exact, without a spread, when every pair agrees', () => {
    const { ratio, low, high } = pairedRatio([20, 40, 80], [10, 20, 40]);
    expect(ratio).toBeCloseTo(2, 10);
    expect(low).toBeCloseTo(2, 10);
    expect(high).toBeCloseTo(2, 10);
  });

  it('cancels what slows a whole round', () => {
    const quiet = pairedRatio([12, 12.1, 11.9], [10, 10, 10]);
    const drifting = pairedRatio([12, 24.2, 47.6], [10, 20, 40]);
    expect(drifting.ratio).toBeCloseTo(quiet.ratio, 10);
    expect(drifting.high).toBeCloseTo(quiet.high, 10);
  });

  it('gives the t interval on logarithms', () => {
    // ln ratios 0, 0.1, 0.2: mean 0.1, standard error 0.1/√3, t(2) = 4.303.
    const { ratio, low, high } = pairedRatio([1, Math.exp(0.1), Math.exp(0.2)], [1, 1, 1]);
    const half = (4.303 * 0.1) / Math.sqrt(3);
    expect(ratio).toBeCloseTo(Math.exp(0.1), 10);
    expect(low).toBeCloseTo(Math.exp(0.1 - half), 10);
    expect(high).toBeCloseTo(Math.exp(0.1 + half), 10);
  });

  it.each([
    ['a single pair', [1], [1]],
    ['lists of different length', [1, 2], [1, 2, 3]],
  ])('refuses %s', (_name, values, baseline) => {
    expect(() => pairedRatio(values, baseline)).toThrow(RangeError);
  });
});
