import type { Difference } from '@echo-twins/differences/difference';
import { describe, expect, it } from '@jest/globals';
import { attribute, attributeThrough } from './attribution.ts';

const SAME: Difference[] = [];
const LOOKS: Difference[] = [{ aspect: 'body', left: 'a', right: 'b' }];
const STATUS: Difference[] = [{ aspect: 'status', left: '200', right: '404' }];

describe('a difference between two frameworks, with the bare runtime beside them', () => {
  it.each([
    ['left', STATUS, STATUS, LOOKS],
    ['right', STATUS, SAME, STATUS],
    ['both', STATUS, STATUS, STATUS],
    ['runtime', SAME, LOOKS, SAME],
    ['none', LOOKS, STATUS, STATUS],
  ] as const)('is the doing of: %s', (expected, pair, left, right) => {
    expect(attribute(pair, left, right)).toBe(expected);
  });
});

describe('a difference through the gateway', () => {
  it.each([
    ['gateway', 'that is not there without it', STATUS, SAME],
    ['gateway', 'that is there only without it', LOOKS, STATUS],
    ['left', 'that is there without it, too', STATUS, STATUS],
    ['left', 'that nobody has', SAME, LOOKS],
  ] as const)('is the doing of: %s, when it is one %s', (expected, _when, through, direct) => {
    expect(attributeThrough(through, direct, 'left')).toBe(expected);
  });
});
