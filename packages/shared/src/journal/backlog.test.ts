import { describe, expect, test } from '@jest/globals';
import { Backlog } from './backlog.ts';
import { echoAnswer } from '../../test/echo-answer.ts';
import type { Recorded } from './recorded.ts';

const recorded = (message: string): Recorded => ({
  stamp: { moment: 0, count: 0 },
  answer: echoAnswer(message),
  requestId: '',
});
const textOf = (batch: readonly Recorded[]): string => batch.map(({ answer }) => answer.echo).join('');

describe('a backlog', () => {
  test('gives the oldest, and keeps them until they are removed', () => {
    const backlog = new Backlog();
    for (const message of 'abc') backlog.add(recorded(message));
    expect(textOf(backlog.batch(2))).toBe('ab');
    expect(textOf(backlog.batch(2))).toBe('ab');
    backlog.remove(backlog.batch(2));
    expect([textOf(backlog.batch(2)), backlog.size]).toEqual(['c', 1]);
  });

  test('drops and counts what comes when it is full, by number or by characters', () => {
    const backlog = new Backlog({ entries: 3, characters: 10 });
    for (const message of ['1234567890', '1', '2']) backlog.add(recorded(message));
    expect([backlog.size, backlog.dropped]).toEqual([1, 2]);
    backlog.remove(backlog.batch(1));
    for (const message of 'abcd') backlog.add(recorded(message));
    expect([textOf(backlog.batch(9)), backlog.dropped]).toEqual(['abc', 3]);
  });

  test('makes batches of at most 1 Mi characters, but of at least one echo', () => {
    const backlog = new Backlog();
    const sizes = [2 ** 20 + 1, 2 ** 19, 2 ** 19, 1];
    for (const size of sizes) backlog.add(recorded('x'.repeat(size)));
    const taken: number[] = [];
    while (backlog.size > 0) {
      const batch = backlog.batch(10);
      taken.push(batch.length);
      backlog.remove(batch);
    }
    expect(taken).toEqual([1, 2, 1]);
  });
});
