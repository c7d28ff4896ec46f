import type { EchoAnswer } from '../contract/answers.ts';
import type { EchoesAnswer, JournalEntry } from '../contract/echoes.ts';
import { StampClock } from './echo-id.ts';
import type { Journal } from './journal.ts';
import { nextAfter, type Page } from './page.ts';
import { entryOf, type Recorded } from './recorded.ts';

/** How many echoes are kept. */
const CAPACITY = 1000;
/** How many characters their messages may have altogether: with a body limit of 1 MiB, 1000 messages are too much. */
const CHARACTERS = 4 * 1024 * 1024;

/** The journal of one process, in its memory: the newest echoes, until it ends. */
export class MemoryJournal implements Journal {
  readonly store = 'memory';
  readonly database = undefined;
  readonly figures = { pending: 0, dropped: 0 };
  readonly #clock = new StampClock();
  /** A ring: the echo with number n is at n modulo its capacity. */
  readonly #ring: (Recorded | undefined)[] = Array.from({ length: CAPACITY }, () => undefined);
  #first = 0;
  #end = 0;
  #characters = 0;

  record(answer: EchoAnswer, requestId: string): void {
    if (this.#end - this.#first === CAPACITY) this.#forget();
    this.#ring[this.#end % CAPACITY] = { stamp: this.#clock.next(), answer, requestId };
    this.#end += 1;
    this.#characters += answer.echo.length;
    while (this.#characters > CHARACTERS) this.#forget();
  }

  #forget(): void {
    const at = this.#first % CAPACITY;
    this.#characters -= this.#ring[at]?.answer.echo.length ?? 0;
    this.#ring[at] = undefined;
    this.#first += 1;
  }

  async list(page: Page): Promise<EchoesAnswer> {
    const found: JournalEntry[] = [];
    for (let number = this.#end - 1; number >= this.#first && found.length <= page.limit; number -= 1) {
      const recorded = this.#ring[number % CAPACITY];
      const entry = recorded && entryOf(recorded);
      if (entry && (page.after === undefined || entry.id < page.after)) found.push(entry);
    }
    return { echoes: found.slice(0, page.limit), next: nextAfter(found, page) };
  }

  start(): void {
    // There is nothing to connect to.
  }

  async close(): Promise<void> {
    // What is here ends with the process.
  }
}
