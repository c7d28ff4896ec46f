import { describe, expect, it } from '@jest/globals';
import { studentCdf, studentTwoSided } from './student-t.ts';

describe('studentTwoSided', () => {
  it.each([
    [1, 12.7062],
    [2, 4.3027],
    [5, 2.5706],
    [11, 2.201],
    [19, 2.093],
    [30, 2.0423],
    [1000, 1.9623],
  ])('with %i degrees of freedom, 5 %% lie beyond %d', (freedom, quantile) => {
    expect(studentTwoSided(0.05, freedom)).toBeCloseTo(quantile, 3);
  });

  it('knows other levels', () => {
    expect(studentTwoSided(0.01, 10)).toBeCloseTo(3.1693, 3);
  });
});

describe('studentCdf', () => {
  it('is symmetric', () => {
    expect(studentCdf(0, 7)).toBe(0.5);
    expect(studentCdf(1.3, 7) + studentCdf(-1.3, 7)).toBeCloseTo(1, 12);
    expect(studentCdf(1, 1)).toBeCloseTo(0.75, 10);
  });
});
