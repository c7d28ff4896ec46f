import { expect, test } from '@jest/globals';
import { slope } from './slope.ts';

test('is that of the line that the points are on', () => {
  expect(
    slope([
      [0, 5],
      [1, 7],
      [2, 9],
    ]),
  ).toBeCloseTo(2);
});

test('is 0 of what goes up and down', () => {
  expect(
    slope([
      [0, 1],
      [1, 2],
      [2, 1],
    ]),
  ).toBeCloseTo(0);
});
