import { describe, expect, it } from '@jest/globals';
import { UsageError } from './options.ts';
import { checkParts, listText } from './parts.ts';

const PARTS = [
  { name: 'kill', purpose: 'replicas are killed' },
  { name: 'deadline', purpose: 'nobody answers' },
];

describe('listText', () => {
  it('has a line for each part', () => {
    expect(listText(PARTS)).toBe('kill      replicas are killed\ndeadline  nobody answers\n');
  });
});

describe('checkParts', () => {
  it('takes names that exist', () => {
    expect(() => checkParts(['kill'], PARTS)).not.toThrow();
  });

  it('says which exist when one does not', () => {
    expect(() => checkParts(['kil'], PARTS)).toThrow(UsageError);
    expect(() => checkParts(['kil'], PARTS)).toThrow('kill, deadline');
  });
});
