import { describe, expect, it } from '@jest/globals';
import { unfitness } from './fitness.ts';

const WORKLOAD = { name: 'echo', method: 'POST', path: '/echo', status: 200, holds: 'hello' } as const;
const answer = (text: string, status = 200) => ({
  status,
  bytes: Buffer.byteLength(text),
  body: Buffer.from(text),
  head: '',
});

describe('unfitness', () => {
  it('is null for a service that answers what the workload is about, but for the time of day', () => {
    const first = answer('{"echo":"hello","timestamp":"2026-01-01T00:00:00.000Z"}');
    const second = answer('{"echo":"hello","timestamp":"2026-01-01T00:00:01.000Z"}');
    expect(unfitness(WORKLOAD, first, second)).toBeNull();
  });

  it.each([
    ['status', answer('no', 413), answer('no', 413), 'answers 413 where 200 is expected'],
    ['content', answer('hi'), answer('hi'), 'answers something that does not hold what was sent'],
    ['length', answer('hello 9'), answer('hello 10'), /^answers 7 bytes, then 8: /u],
    ['body', answer('hello 1'), answer('hello 2'), 'answers something else every time'],
  ])('names a wrong %s', (_name, first, second, reason) => {
    expect(unfitness(WORKLOAD, first, second)).toEqual(
      typeof reason === 'string' ? reason : expect.stringMatching(reason),
    );
  });
});
