import { describe, expect, test } from '@jest/globals';
import { RetryBudget } from './retry-budget.ts';

const spendAll = (budget: RetryBudget): number => {
  let spent = 0;
  while (budget.spend()) spent += 1;
  return spent;
};

describe('a retry budget', () => {
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
