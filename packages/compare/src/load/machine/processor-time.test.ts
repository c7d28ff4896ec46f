import { describe, expect, it } from '@jest/globals';
import { busyIn } from './processor-time.ts';

const STAT = `cpu  30 3 30 1000 0 0 0 3 0 0
cpu0 10 1 10 500 7 8 9 1 0 0
cpu1 20 2 20 500 0 0 0 2 0 0
intr 12345`;

describe('busyIn', () => {
  it('adds user, nice, system and stolen time of the processors named, in milliseconds', () => {
    expect(busyIn(STAT, [0])).toBe(220);
    expect(busyIn(STAT, [0, 1])).toBe(660);
    expect(busyIn(STAT, [])).toBe(0);
  });
});
