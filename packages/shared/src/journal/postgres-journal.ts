import type { EchoAnswer } from '../contract/answers.ts';
import type { EchoesAnswer } from '../contract/echoes.ts';
import type { Logger } from '../logging/logger.ts';
import { Backlog } from './backlog.ts';
import { Backoff } from './backoff.ts';
import { Condition } from './condition.ts';
import type { Database } from './database.ts';
import { StampClock } from './echo-id.ts';
import { type Failure, failureOf } from './failure.ts';
import { type DatabaseState, type Journal, type JournalFigures, JournalUnavailable } from './journal.ts';
import { nextAfter, type Page } from './page.ts';
import { Pause } from './pause.ts';

/** How many echoes are written at a time. */
const BATCH = 500;
/** How long an echo waits for others to be written with, in milliseconds. */
const GATHER = 100;
/** How often a database that has nothing to do is asked whether it is there, in milliseconds. */
const HEARTBEAT = 2000;
/** The pause between two attempts while the process ends, in milliseconds. */
const LAST_ATTEMPTS = 50;

/** What a journal is made of. */
export interface PostgresJournalParts {
  readonly database: Pick<Database, 'migrate' | 'insert' | 'select' | 'ping' | 'end'>;
  readonly logger: Logger;
  readonly backlog?: Backlog;
}

/**
 * The journal in PostgreSQL, shared by all replicas of both twins. Echoes only queue up here; one loop beside them connects,
 * migrates, writes batch by batch, and begins again when the database has been away.
 */
export class PostgresJournal implements Journal {
  readonly store = 'postgresql';
  readonly #database: PostgresJournalParts['database'];
  readonly #backlog: Backlog;
  readonly #condition: Condition;
  readonly #logger: Logger;
  readonly #clock = new StampClock();
  readonly #pause = new Pause();
  readonly #backoff = new Backoff();
  #most = BATCH;
  #idle = false;
  #closing = false;
  #givenUp = false;
  #running: Promise<void> = Promise.resolve();

  constructor({ database, logger, backlog = new Backlog() }: PostgresJournalParts) {
    this.#database = database;
    this.#logger = logger;
    this.#backlog = backlog;
    this.#condition = new Condition(logger, backlog);
  }

  get database(): DatabaseState {
    return this.#condition.state;
  }

  get figures(): JournalFigures {
    return { pending: this.#backlog.size, dropped: this.#backlog.dropped };
  }

  record(answer: EchoAnswer, requestId: string): void {
    this.#backlog.add({ stamp: this.#clock.next(), answer, requestId });
    if (this.#idle) this.#pause.end();
  }

  async list(page: Page): Promise<EchoesAnswer> {
    if (this.database !== 'up') throw new JournalUnavailable();
    try {
      const found = await this.#database.select(page);
      return { echoes: found.slice(0, page.limit), next: nextAfter(found, page) };
    } catch {
      throw new JournalUnavailable();
    }
  }

  start(): void {
    this.#running = this.#run();
  }

  async close(patience: number): Promise<void> {
    this.#closing = true;
    this.#pause.end();
    const over = new Pause();
    await Promise.race([this.#running, over.wait(patience)]);
    over.end();
    this.#givenUp = true;
    this.#backlog.countLost(this.#backlog.size);
    this.#condition.drops(true);
    // Not waited for: one that hangs would hold the process.
    void this.#database.end().catch(() => undefined);
  }

  async #run(): Promise<void> {
    while (!this.#isDone()) {
      try {
        await this.#turn();
      } catch (error) {
        await this.#away(failureOf(error));
      }
      this.#condition.drops();
    }
  }

  #isDone(): boolean {
    return this.#givenUp || (this.#closing && this.#backlog.size === 0);
  }

  async #turn(): Promise<void> {
    const isBack = this.database !== 'up';
    if (isBack) await this.#database.migrate();
    if (this.#backlog.size > 0) await this.#write();
    else if (!isBack && !this.#closing) await this.#watch();
    if (isBack) {
      // Not before a write: one that is full, or may only be read, answers and migrates all the same.
      this.#condition.up();
      this.#backoff.reset();
    }
  }

  async #write(): Promise<void> {
    if (this.#backlog.size < this.#most && !this.#closing) await this.#pause.wait(GATHER);
    const batch = this.#backlog.batch(this.#most);
    try {
      await this.#database.insert(batch);
    } catch (error) {
      const failure = failureOf(error);
      if (!failure.isData) throw error;
      this.#single(failure);
      return;
    }
    this.#backlog.remove(batch);
    this.#most = BATCH;
  }

  /** Waits for an echo, and meanwhile looks after the database. */
  async #watch(): Promise<void> {
    this.#idle = true;
    await this.#pause.wait(HEARTBEAT);
    this.#idle = false;
    if (this.#backlog.size === 0 && !this.#closing) await this.#database.ping();
  }

  async #away(failure: Failure): Promise<void> {
    this.#condition.down(failure);
    await this.#pause.wait(this.#closing ? LAST_ATTEMPTS : this.#backoff.next());
  }

  /** Closes in on the echo that the database refuses, so that it holds up nothing but itself. */
  #single({ code }: Failure): void {
    const batch = this.#backlog.batch(this.#most);
    if (batch.length > 1) {
      this.#most = Math.ceil(batch.length / 2);
      return;
    }
    this.#backlog.remove(batch);
    this.#backlog.countLost(batch.length);
    this.#logger.error({ code, request_id: batch[0]?.requestId }, 'the database refused an echo');
    this.#most = BATCH;
  }
}
