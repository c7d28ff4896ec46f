import { describe, expect, test } from '@jest/globals';
import { createTurns } from './turns.ts';

interface Item {
  readonly name: string;
  readonly weight: number;
}

const items = (weights: Record<string, number>): Item[] =>
  Object.entries(weights).map(([name, weight]) => ({ name, weight }));

function order(of: readonly Item[], count: number, usable: (item: Item) => boolean = () => true): string {
  const turns = createTurns<Item>(of.map(({ weight }) => weight));
  return Array.from({ length: count }, () => turns.next(of, usable)?.name).join('');
}

describe('turns by weight', () => {
  test('are spread evenly, as nginx does it', () => {
    expect(order(items({ a: 5, b: 1, c: 1 }), 14)).toBe('aabacaaaabacaa');
    expect(order(items({ a: 2, b: 1 }), 6)).toBe('abaaba');
  });

  test('are strict when all weigh the same', () => {
    expect(order(items({ a: 3, b: 3 }), 10)).toBe('ababababab');
  });

  test('are shared among those who can be used, and nobody makes up for turns that were missed', () => {
    const all = items({ a: 2, b: 1, c: 1 });
    const turns = createTurns<Item>([2, 1, 1]);
    const next = (usable: (item: Item) => boolean): string | undefined => turns.next(all, usable)?.name;
    const without = Array.from({ length: 30 }, () => next(({ name }) => name !== 'a'));
    expect(without.filter((name) => name === 'b')).toHaveLength(15);
    const withAll = Array.from({ length: 8 }, () => next(() => true));
    expect(withAll.filter((name) => name === 'a').length).toBeLessThanOrEqual(5);
  });

  test('are not taken by looking, nor when nobody can be used', () => {
    const all = items({ a: 2, b: 1 });
    const turns = createTurns<Item>([2, 1]);
    expect(turns.peek(all, () => true)?.name).toBe('a');
    expect(turns.peek(all, () => true)?.name).toBe('a');
    expect(turns.next(all, () => false)).toBeUndefined();
    expect(turns.next(all, () => true)?.name).toBe('a');
  });
});
