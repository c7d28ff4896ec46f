import { describe, expect, test } from '@jest/globals';
import { RoundRobin } from './round-robin.ts';

const turns = (count: number, items: string[], usable: (item: string) => boolean = () => true) => {
  const robin = new RoundRobin();
  return Array.from({ length: count }, () => robin.next(items, usable)).join('');
};

describe('round robin', () => {
  test('goes strictly in turns', () => {
    expect(turns(10, ['a', 'b'])).toBe('ababababab');
    expect(turns(7, ['a', 'b', 'c'])).toBe('abcabca');
  });

  test('leaves out who may not be used, and shares among the others', () => {
    expect(turns(6, ['a', 'b', 'c'], (item) => item !== 'b')).toBe('acacac');
  });

  test('has nobody when there is nobody', () => {
    expect(new RoundRobin().next([], () => true)).toBeUndefined();
    expect(new RoundRobin().next(['a'], () => false)).toBeUndefined();
  });
});
