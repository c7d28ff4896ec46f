import { describe, expect, it } from '@jest/globals';
import { Random } from '../../fuzz/random.ts';
import { holm } from './holm.ts';
import { median } from './moments.ts';
import { paired } from './paired.ts';
import { signFlip, smallestP } from './sign-flip.ts';
import { pairsNeeded, verdictOf } from './verdict.ts';

const MARGIN = Math.log(1.03);
const RULE = { margin: MARGIN, higher: true };
const RUNS = 2000;
const DRIFT = 0.03;

/** Normally distributed numbers, by Box and Muller. */
function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
}

/** ln(B ÷ A) of pairs in ABBA order on a machine that slows down by 3 % over the run. */
function pairs(
  random: Random,
  { count = 12, ratio = 1, noise = 0.02 }: Partial<Record<string, number>>,
): number[] {
  let first = random.next() < 0.5;
  return Array.from({ length: count }, (_, pair) => {
    if (pair % 2 === 0) first = random.next() < 0.5;
    else first = !first;
    const step = DRIFT / (2 * count);
    return Math.log(ratio) + (first ? step : -step) + noise * Math.SQRT2 * normal(random);
  });
}

/** How often something happens over simulated runs. */
function share(what: (random: Random) => boolean): number {
  const random = new Random(20_261_123);
  return Array.from({ length: RUNS }, () => what(random)).filter(Boolean).length / RUNS;
}

describe('the paired interval', () => {
  it('is Student’s', () => {
    const { mean, low, high, p } = paired([0.02, 0.04, 0.03, 0.05, 0.01]);
    expect(mean).toBeCloseTo(0.03, 12);
    expect([low, high]).toEqual([expect.closeTo(0.010_37, 4), expect.closeTo(0.049_63, 4)]);
    expect(p).toBeCloseTo(0.0132, 3);
  });

  it.each([6, 12, 20])('A/A with %i pairs calls a difference in 5 of 100 simulated runs', (count) => {
    const called = share((random) => {
      const { low, high } = paired(pairs(random, { count }));
      return low > 0 || high < 0;
    });
    expect(called).toBeGreaterThan(0.035);
    expect(called).toBeLessThan(0.065);
  });

  it('holds the true ratio in 95 of 100 runs', () => {
    const held = share((random) => {
      const { low, high } = paired(pairs(random, { ratio: 1.2 }));
      return low <= Math.log(1.2) && Math.log(1.2) <= high;
    });
    expect(held).toBeGreaterThan(0.935);
  });
});

describe('the sign-flip test', () => {
  it('counts the sign patterns that are as far from zero', () => {
    // Sums of ±1 ±2 ±4 that are 7 or −7: two of eight.
    expect(signFlip([1, 2, 4])).toBe(2 / 8);
    // 5 and more: ±7, ±5.
    expect(signFlip([-1, 2, 4])).toBe(4 / 8);
    expect(signFlip([0, 0])).toBe(1);
  });

  it('can be no smaller than 2 ÷ 2ⁿ', () => {
    expect(signFlip(Array.from({ length: 12 }, () => 0.1))).toBe(smallestP(12));
  });

  it('is below 5 % in about 5 of 100 A/A runs', () => {
    const called = share((random) => signFlip(pairs(random, {})) <= 0.05);
    expect(called).toBeGreaterThan(0.035);
    expect(called).toBeLessThan(0.065);
  });
});

describe('Holm', () => {
  it('multiplies the smallest p by the number of tests, the next by one less, and keeps the order', () => {
    expect(holm([0.01, 0.04, 0.03])).toEqual([0.03, 0.06, 0.06]);
    expect(holm([0.5, 0.9])).toEqual([1, 1]);
    expect(holm([])).toEqual([]);
  });
});

describe('the verdict', () => {
  it('finds a lane that is 5 % slower, at 12 pairs, nearly always', () => {
    const found = share((random) => {
      const differences = pairs(random, { ratio: 0.95, noise: 0.015 });
      return verdictOf(paired(differences), signFlip(differences), RULE) === 'worse';
    });
    expect(found).toBeGreaterThan(0.99);
  });

  it('calls a winner in A/A no more often than in 5 of 100 runs', () => {
    const called = share((random) => {
      const differences = pairs(random, {});
      return ['better', 'worse'].includes(verdictOf(paired(differences), signFlip(differences), RULE));
    });
    expect(called).toBeLessThan(0.06);
  });

  it('calls lanes equivalent when the interval lies within the margin, even if it excludes zero', () => {
    const differences = [0.01, 0.011, 0.009, 0.01, 0.012, 0.008];
    expect(verdictOf(paired(differences), signFlip(differences), RULE)).toBe('equivalent');
  });

  it('is unresolved while the interval holds zero, or the adjusted p is above 5 %', () => {
    const wide = paired([0.2, -0.1, 0.15, -0.2, 0.1, 0.05]);
    expect(verdictOf(wide, 0.01, RULE)).toBe('unresolved');
    expect(verdictOf(paired([0.1, 0.11, 0.09, 0.1]), 0.125, RULE)).toBe('unresolved');
  });

  it('knows that less is better for times', () => {
    const faster = paired([-0.1, -0.11, -0.09, -0.1, -0.12, -0.08]);
    expect(verdictOf(faster, 0.031, { margin: MARGIN, higher: false })).toBe('better');
    expect(verdictOf(faster, 0.031, RULE)).toBe('worse');
  });
});

describe('pairsNeeded', () => {
  it('is about (t × deviation ÷ effect)²', () => {
    const needed = pairsNeeded({ ...paired([0, 0]), mean: 0.02, deviation: 0.04 }, 0.03) ?? 0;
    expect(needed).toBeGreaterThan(16);
    expect(needed).toBeLessThan(20);
  });

  it('is unknown when it would take thousands', () => {
    expect(pairsNeeded({ ...paired([0, 0]), mean: 0.015, deviation: 2 }, 0.03)).toBeUndefined();
  });
});

describe('median', () => {
  it('is the middle', () => {
    expect([median([3, 1, 2]), median([4, 1, 2, 3]), median([])]).toEqual([2, 2.5, Number.NaN]);
  });
});
