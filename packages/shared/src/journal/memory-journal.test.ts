import { describe, expect, test } from '@jest/globals';
import { echoAnswer } from '../../test/echo-answer.ts';
import { MemoryJournal } from './memory-journal.ts';

const messagesOf = async (journal: MemoryJournal, limit = 100, after?: string): Promise<string[]> =>
  (await journal.list({ limit, after })).echoes.map(({ message }) => message);

describe('the journal in memory', () => {
  test('lists the newest first, page by page', async () => {
    const journal = new MemoryJournal();
    for (const message of ['a', 'b', 'c']) journal.record(echoAnswer(message), `id-${message}`);
    const first = await journal.list({ limit: 2, after: undefined });
    expect(first.echoes).toMatchObject([
      { message: 'c', request_id: 'id-c', framework: 'Express', hostname: 'pod-1', client_ip: '192.0.2.1' },
      { message: 'b', request_id: 'id-b' },
    ]);
    expect(first.next).toBe(first.echoes[1]?.id);
    const last = await journal.list({ limit: 2, after: first.next ?? '' });
    expect(last).toMatchObject({ echoes: [{ message: 'a' }], next: null });
  });

  test('has a cursor that stays where it is while echoes come', async () => {
    const journal = new MemoryJournal();
    for (const message of ['a', 'b', 'c']) journal.record(echoAnswer(message), '');
    const { next } = await journal.list({ limit: 1, after: undefined });
    journal.record(echoAnswer('d'), '');
    expect(await messagesOf(journal, 5, next ?? '')).toEqual(['b', 'a']);
  });

  test('says that a page is the last one when exactly as many are left as asked for', async () => {
    const journal = new MemoryJournal();
    for (const message of ['a', 'b']) journal.record(echoAnswer(message), '');
    expect(await journal.list({ limit: 2, after: undefined })).toMatchObject({ next: null });
  });

  test('keeps the newest thousand', async () => {
    const journal = new MemoryJournal();
    for (let number = 1; number <= 2500; number += 1) journal.record(echoAnswer(String(number)), '');
    const all = await messagesOf(journal, 2000);
    expect(all).toHaveLength(1000);
    expect([all[0], all.at(-1)]).toEqual(['2500', '1501']);
  });

  test('keeps no more than 4 MiB, at two bytes a character', async () => {
    const journal = new MemoryJournal();
    const long = 'x'.repeat(600 * 1024);
    for (const message of ['old', long, long, long, long]) journal.record(echoAnswer(message), '');
    expect(await messagesOf(journal)).toEqual([long, long, long]);
    journal.record(echoAnswer('x'.repeat(3 * 1024 * 1024)), '');
    expect(await messagesOf(journal)).toEqual([]);
    journal.record(echoAnswer('new'), '');
    expect(await messagesOf(journal)).toEqual(['new']);
  });

  test('gives back every character', async () => {
    const journal = new MemoryJournal();
    const message = 'two\nlines, 😀, \u0000 and half a pair: \ud83d';
    journal.record(echoAnswer(message), '');
    expect(await messagesOf(journal)).toEqual([message]);
  });
});
