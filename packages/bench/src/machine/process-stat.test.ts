import { describe, expect, it } from '@jest/globals';
import { groupStats, parseStat } from './process-stat.ts';

const LINE =
  '4242 (node (v26) x) S 1 4240 4240 0 -1 4194304 9000 0 3 0 250 75 0 0 20 0 11 0 144180 1133440 25000 18446744073709551615 1 1';

describe('parseStat', () => {
  it('reads group, user and system ticks and resident pages, whatever the name holds', () => {
    expect(parseStat(LINE)).toEqual({ group: 4240, ticks: 325, pages: 25_000 });
  });
});

describe('groupStats', () => {
  it('finds nothing of a group that does not exist', () => {
    expect(groupStats(-1)).toEqual([]);
  });
});
