import { describe, expect, it } from '@jest/globals';
import { median } from './median.ts';

describe('median', () => {
  it.each([
    ['the middle of an odd number of values', [9, 1, 5], 5],
    ['the mean of the middle two of an even number', [4, 1, 3, 10], 3.5],
    ['the only value', [7], 7],
    ['not a number when there is none', [], Number.NaN],
  ])('is %s', (_name, values, expected) => {
    expect(median(values)).toBe(expected);
  });
});
