import { describe, expect, it } from '@jest/globals';
import { BROKEN } from './answer.ts';
import { Likeness } from './likeness.ts';

const answer = (text: string, status = 200) => {
  const body = Buffer.from(text);
  return { status, bytes: body.length, body, head: '' };
};
const FIRST = answer('{"echo":"hi","timestamp":"2026-01-01T00:00:00.000Z"}');

describe('Likeness', () => {
  it('takes answers that differ only in the time of day for the same', () => {
    const { judge } = new Likeness(FIRST);
    expect(judge(answer('{"echo":"hi","timestamp":"2027-12-31T23:59:59.999Z"}'))).toBeUndefined();
  });

  it('tells another status, another length, another body and a broken connection apart', () => {
    const { judge } = new Likeness(FIRST);
    expect(judge(answer('{"echo":"hi","timestamp":"2026-01-01T00:00:00.000Z"}', 503))).toBe('status');
    expect(judge({ ...FIRST, bytes: 3, body: undefined })).toBe('body');
    expect(judge(answer('{"echo":"ho","timestamp":"2026-01-01T00:00:00.000Z"}'))).toBe('body');
    expect(judge(BROKEN)).toBe('broken');
  });

  it('looks at every 64th body', () => {
    const { keeps } = new Likeness(FIRST);
    expect(Array.from({ length: 128 }, keeps).filter(Boolean)).toHaveLength(2);
  });

  it('gives up when connections do nothing but break', () => {
    const { judge } = new Likeness(FIRST);
    expect(() => Array.from({ length: 300 }, () => judge(BROKEN))).toThrow('200 connections broke');
  });
});
