import { describe, expect, it } from '@jest/globals';
import { seededRandom, shuffled } from './shuffle.ts';

describe('shuffled', () => {
  const items = ['a', 'b', 'c', 'd', 'e', 'f'];

  it('keeps every item', () => {
    expect(shuffled(items, seededRandom(1)).toSorted()).toEqual(items);
  });

  it('repeats an order from its seed', () => {
    expect(shuffled(items, seededRandom(42))).toEqual(shuffled(items, seededRandom(42)));
  });

  it('puts every item first about as often', () => {
    const random = seededRandom(7);
    const firsts = Array.from({ length: 6000 }, () => shuffled(items, random)[0]);
    for (const item of items) {
      const times = firsts.filter((first) => first === item).length;
      expect(times).toBeGreaterThan(850);
      expect(times).toBeLessThan(1150);
    }
  });
});
