import type { Logger } from '../logging/logger.ts';
import type { Backlog } from './backlog.ts';
import type { Failure } from './failure.ts';
import type { DatabaseState } from './journal.ts';

/** How often dropped echoes are reported, in milliseconds. */
const REPORT = 10_000;

/** How the database is doing, and what the log is told of it: changes, not every attempt. */
export class Condition {
  readonly #logger: Logger;
  readonly #backlog: Pick<Backlog, 'size' | 'dropped'>;
  #state: DatabaseState = 'connecting';
  #reported = 0;
  #reportedAt = -REPORT;

  constructor(logger: Logger, backlog: Pick<Backlog, 'size' | 'dropped'>) {
    this.#logger = logger;
    this.#backlog = backlog;
  }

  get state(): DatabaseState {
    return this.#state;
  }

  up(): void {
    if (this.#state === 'up') return;
    this.#state = 'up';
    this.#logger.info({ journal: this.#figures() }, 'database up');
  }

  down({ code, reason }: Failure): void {
    if (this.#state !== 'down')
      this.#logger.warn({ code, reason, journal: this.#figures() }, 'database down, echoes wait for it');
    this.#state = 'down';
  }

  /** Tells of echoes that were dropped since the last time; now and then, unless it is the last chance. */
  drops(last = false): void {
    const { dropped } = this.#backlog;
    if (dropped === this.#reported || (!last && performance.now() - this.#reportedAt < REPORT)) return;
    this.#reported = dropped;
    this.#reportedAt = performance.now();
    this.#logger.error({ journal: this.#figures() }, 'echoes dropped from the journal');
  }

  #figures(): { pending: number; dropped: number } {
    return { pending: this.#backlog.size, dropped: this.#backlog.dropped };
  }
}
