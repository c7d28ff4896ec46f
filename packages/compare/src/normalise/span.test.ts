import { describe, expect, it } from '@jest/globals';
import { spanOf } from './span.ts';

describe('spanOf', () => {
  it.each([
    [6600, '3 to 10 s'],
    [73_600, '30 to 100 s'],
    [330_000, '100 to 400 s'],
  ])('tells %d ms as %s', (ms, span) => {
    expect(spanOf(ms)).toBe(span);
  });
});
