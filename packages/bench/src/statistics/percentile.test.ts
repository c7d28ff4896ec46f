import { expect, test } from '@jest/globals';
import { percentile } from './percentile.ts';

const HUNDRED = Array.from({ length: 100 }, (_value, index) => 100 - index);

test.each([
  [99, 99],
  [100, 100],
  [50, 50],
  [0, 1],
])('percentile %i of 1 to 100 is %i', (percent, value) => {
  expect(percentile(HUNDRED, percent)).toBe(value);
});

test('is not a number when there is nothing', () => {
  expect(percentile([], 99)).toBeNaN();
});
