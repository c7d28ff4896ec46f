import { describe, expect, test } from '@jest/globals';
import { TextRing } from './text-ring.ts';

function textsOf(ring: TextRing): string[] {
  return Array.from({ length: ring.end - ring.first }, (_, index) => ring.text(ring.first + index));
}

describe('a ring of texts', () => {
  test('keeps as many as it may', () => {
    const ring = new TextRing(2, 100);
    for (const text of ['a', 'b', 'c']) ring.push(text);
    expect(textsOf(ring)).toEqual(['b', 'c']);
  });

  test('drops as many old ones as a new one needs, also where it begins again', () => {
    const ring = new TextRing(10, 20);
    for (const text of ['aaaa', 'bbbb', 'cccc']) ring.push(text);
    expect(textsOf(ring)).toEqual(['bbbb', 'cccc']);
    ring.push('dd');
    expect(textsOf(ring)).toEqual(['cccc', 'dd']);
    ring.push('eeeeeeeeee');
    expect(textsOf(ring)).toEqual(['eeeeeeeeee']);
  });

  test('keeps nothing when a text is larger than all of it', () => {
    const ring = new TextRing(10, 20);
    ring.push('aaaa');
    ring.push('b'.repeat(11));
    expect(textsOf(ring)).toEqual([]);
    ring.push('c');
    expect(textsOf(ring)).toEqual(['c']);
  });

  test('holds what a list of the newest would, whatever comes', () => {
    const size = 64;
    const ring = new TextRing(5, size);
    const all: string[] = [];
    for (let number = 0; number < 5000; number += 1) {
      const text = String(number).repeat((number * 7) % 6);
      all.push(text);
      ring.push(text);
      const kept = textsOf(ring);
      expect(kept).toEqual(all.slice(all.length - kept.length));
      expect(kept.at(-1)).toBe(text);
    }
  });
});
