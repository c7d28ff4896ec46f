import type { EchoAnswer } from '../contract/answers.ts';
import type { EchoesAnswer } from '../contract/echoes.ts';
import type { Page } from './page.ts';

/** Whether the database can be reached: `connecting` until the first attempt has ended. */
export type DatabaseState = 'connecting' | 'up' | 'down';

/** How a journal is doing, in echoes. */
export interface JournalFigures {
  readonly pending: number;
  readonly dropped: number;
}

/** Where echoed messages are kept. */
export interface Journal {
  /** `memory` is this process's own and forgets; `postgresql` is shared by all replicas of both twins. */
  readonly store: 'memory' | 'postgresql';
  /** The state of the database; undefined where there is none. */
  readonly database: DatabaseState | undefined;
  /** What waits to be written, and what never will be. */
  readonly figures: JournalFigures;
  /** Notes an echo that has been made. It costs the echo next to nothing, waits for nothing and never throws. */
  record(answer: EchoAnswer, requestId: string): void;
  /** @throws {JournalUnavailable} when the store cannot be asked now */
  list(page: Page): Promise<EchoesAnswer>;
  /** Begins to work; called once the service listens. */
  start(): void;
  /**
   * Writes what is not written yet.
   *
   * @param patience how long that may take, in milliseconds
   */
  close(patience: number): Promise<void>;
}

/** The journal cannot be read now. It has no cause: what a database client says names its host and user. */
export class JournalUnavailable extends Error {
  readonly code = 'JOURNAL_UNAVAILABLE';
  readonly statusCode = 503;
  /** When to ask again, in seconds. */
  readonly headers = { 'retry-after': '1' } as const;

  constructor() {
    super('the journal cannot be read while its database does not answer');
    this.name = 'JournalUnavailable';
  }
}
