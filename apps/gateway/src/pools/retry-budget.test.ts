import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { RetryBudget } from './retry-budget.ts';

const spendAll = (budget: RetryBudget): number => {
  let spent = 0;
  while (budget.spend()) spent += 1;
  return spent;
};

describe('a retry budget', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  test('allows no more than a fifth of the requests and ten a second, from the first second on', () => {
    const budget = new RetryBudget(0.2, 10);
    jest.advanceTimersByTime(60_000);
    let spent = 0;
    for (let tick = 0; tick < 10_000; tick += 2) {
      budget.earn();
      spent += spendAll(budget);
      jest.advanceTimersByTime(2);
    }
    expect(spent).toBeGreaterThan(1090);
    expect(spent).toBeLessThanOrEqual(1100);
  });

  test('allows a few at first, and then a share of the requests', () => {
    const budget = new RetryBudget(0.2, 1);
    expect(spendAll(budget)).toBe(1);
    for (let count = 0; count < 50; count++) budget.earn();
    expect(spendAll(budget)).toBe(10);
  });

  test('does not save up without bound', () => {
    const budget = new RetryBudget(0.2, 1);
    for (let count = 0; count < 100_000; count++) budget.earn();
    expect(spendAll(budget)).toBeLessThanOrEqual(21);
  });
});
