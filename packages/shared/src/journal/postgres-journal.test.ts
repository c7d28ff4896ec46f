import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, test } from '@jest/globals';
import type { JournalEntry } from '../contract/echoes.ts';
import { memoryLog } from '../logging/memory-log.ts';
import { Backlog } from './backlog.ts';
import { echoAnswer } from '../../test/echo-answer.ts';
import { JournalUnavailable } from './journal.ts';
import { PostgresJournal, type PostgresJournalParts } from './postgres-journal.ts';
import { entryOf } from './recorded.ts';

type Database = PostgresJournalParts['database'];

/** A database that does as it is told. */
class ToldDatabase implements Database {
  readonly written: JournalEntry[] = [];
  /** What every call does before it works. */
  trouble: () => Promise<void> = async () => undefined;
  /** Messages that are refused as data. */
  refused: readonly string[] = [];
  /** The SQLSTATE that an insert, and nothing else, fails with. */
  refusal: () => string | undefined = () => undefined;

  readonly migrate = (): Promise<void> => this.trouble();
  readonly ping = (): Promise<void> => this.trouble();
  readonly insert: Database['insert'] = async (batch) => {
    await this.trouble();
    const code = this.refusal();
    if (code) throw Object.assign(new Error('no'), { code });
    if (batch.some(({ answer }) => this.refused.includes(answer.echo)))
      throw Object.assign(new Error('no'), { code: '22P05' });
    this.written.push(...batch.map(entryOf));
  };
  readonly select: Database['select'] = async ({ limit }) => {
    await this.trouble();
    return this.written.toReversed().slice(0, limit + 1);
  };
  readonly end = async (): Promise<void> => undefined;
}

async function until(condition: () => boolean): Promise<void> {
  const deadline = performance.now() + 20_000;
  while (!condition()) {
    if (performance.now() > deadline) throw new Error('in vain waited');
    await sleep(5);
  }
}

const failing = (code: string) => async (): Promise<void> => {
  throw Object.assign(new Error(`connect ${code} 10.0.0.7:5432`), { code });
};
const refuse = failing('ECONNREFUSED');
const hang = (): Promise<void> => new Promise(() => undefined);

const opened: PostgresJournal[] = [];
afterEach(() => Promise.all(opened.splice(0).map((journal) => journal.close(0))));

function open(backlog?: Backlog) {
  const database = new ToldDatabase();
  const { logger, lines } = memoryLog('info');
  const journal = new PostgresJournal({ database, logger, ...(backlog && { backlog }) });
  opened.push(journal);
  const messages = (): string[] => database.written.map(({ message }) => message);
  return { database, journal, lines, messages };
}

describe('the journal in a database', () => {
  test('writes what is recorded, in order, in batches', async () => {
    const { journal, messages } = open();
    journal.start();
    for (let number = 0; number < 1200; number += 1) journal.record(echoAnswer(String(number)), '');
    await until(() => messages().length === 1200);
    expect(messages()).toEqual(Array.from({ length: 1200 }, (_, number) => String(number)));
    const { echoes, next } = await journal.list({ limit: 2, after: undefined });
    expect(echoes.map(({ message }) => message)).toEqual(['1199', '1198']);
    expect(next).toBe(echoes[1]?.id);
  });

  test('writes an echo that comes after a silence', async () => {
    const { journal, messages } = open();
    journal.start();
    await until(() => journal.database === 'up');
    journal.record(echoAnswer('late'), '');
    await until(() => messages().length === 1);
  });

  test('keeps echoes while the database is down and writes them when it is back, each once', async () => {
    const { database, journal, lines, messages } = open();
    database.trouble = refuse;
    journal.start();
    await until(() => journal.database === 'down');
    journal.record(echoAnswer('a'), '');
    await expect(journal.list({ limit: 1, after: undefined })).rejects.toThrow(JournalUnavailable);
    database.trouble = async () => undefined;
    await until(() => messages().length > 0);
    expect(messages()).toEqual(['a']);
    expect(lines.map(({ msg }) => msg)).toEqual(['database down, echoes wait for it', 'database up']);
    expect(lines[0]).toMatchObject({ level: 'warn', code: 'ECONNREFUSED' });
    expect(JSON.stringify(lines)).not.toContain('10.0.0.7');
  });

  test('notices a database that goes away while nobody echoes', async () => {
    const { database, journal } = open();
    journal.start();
    await until(() => journal.database === 'up');
    database.trouble = refuse;
    await until(() => journal.database === 'down');
  });

  test('counts and reports what finds no place', async () => {
    const { database, journal, lines } = open(new Backlog({ entries: 2, characters: 100 }));
    database.trouble = refuse;
    for (const message of 'abcde') journal.record(echoAnswer(message), '');
    journal.start();
    await until(() => lines.some(({ level }) => level === 'error'));
    expect(lines).toContainEqual(
      expect.objectContaining({
        msg: 'echoes dropped from the journal',
        journal: { pending: 2, dropped: 3 },
      }),
    );
  });

  test('loses the one echo that the database refuses, and no other', async () => {
    const { database, journal, lines, messages } = open();
    database.refused = ['e'];
    for (const message of 'abcdefg') journal.record(echoAnswer(message), `id-${message}`);
    journal.start();
    await until(() => messages().length === 6);
    expect(messages().join('')).toBe('abcdfg');
    expect(lines).toContainEqual(expect.objectContaining({ code: '22P05', request_id: 'id-e' }));
    expect(journal.database).toBe('up');
  });

  test('holds a failure of the schema against no echo', async () => {
    const { database, journal, lines, messages } = open();
    database.trouble = failing('22P02');
    for (const message of 'abc') journal.record(echoAnswer(message), '');
    journal.start();
    await until(() => journal.database === 'down');
    database.trouble = async () => undefined;
    await until(() => messages().length === 3);
    expect(journal.figures).toEqual({ pending: 0, dropped: 0 });
    expect(lines.map(({ level }) => level)).toEqual(['warn', 'info']);
  });

  test.each(['53100', '25006'])('is down while the database answers and takes no echo: %s', async (code) => {
    const { database, journal, lines, messages } = open();
    journal.start();
    await until(() => journal.database === 'up');
    let attempts = 0;
    database.refusal = () => {
      attempts += 1;
      return code;
    };
    journal.record(echoAnswer('a'), '');
    await until(() => attempts === 4);
    expect(lines.map(({ msg }) => msg)).toEqual(['database up', 'database down, echoes wait for it']);
    database.refusal = () => undefined;
    await until(() => messages().length === 1);
    await until(() => journal.database === 'up');
  });

  test('writes what is left when it is closed, without waiting for a batch', async () => {
    const { journal, messages } = open();
    journal.start();
    await until(() => journal.database === 'up');
    journal.record(echoAnswer('last'), '');
    await journal.close(10_000);
    expect(messages()).toEqual(['last']);
  });

  test.each([
    ['hangs', hang],
    ['is down', refuse],
  ])('is closed in time, and tells what is lost, when the database %s', async (_how, trouble) => {
    const { database, journal, lines } = open();
    journal.start();
    await until(() => journal.database === 'up');
    database.trouble = trouble;
    journal.record(echoAnswer('lost'), '');
    const started = performance.now();
    await journal.close(300);
    expect(performance.now() - started).toBeLessThan(5000);
    expect(lines.at(-1)).toMatchObject({
      level: 'error',
      msg: 'echoes dropped from the journal',
      journal: { pending: 1, dropped: 1 },
    });
  });
});
