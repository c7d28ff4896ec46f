import type { EchoAnswer } from '../contract/answers.ts';
import type { EchoesAnswer, JournalEntry } from '../contract/echoes.ts';
import { echoId, StampClock } from './echo-id.ts';
import type { Journal } from './journal.ts';
import { nextAfter, type Page } from './page.ts';
import { TextRing } from './text-ring.ts';

/** How many echoes are kept. */
const CAPACITY = 1000;
/** What they may take altogether, in bytes: with a body limit of 1 MiB, 1000 messages are too much. */
const SIZE = 4 * 1024 * 1024;

/** The journal of one process, in its memory: the newest echoes, until it ends. */
export class MemoryJournal implements Journal {
  readonly store = 'memory';
  readonly database = undefined;
  readonly figures = { pending: 0, dropped: 0 };
  readonly #clock = new StampClock();
  readonly #ring = new TextRing(CAPACITY, SIZE);
  readonly #moments = new Float64Array(CAPACITY);
  readonly #counts = new Uint16Array(CAPACITY);

  record({ echo, timestamp, hostname, client_ip, metadata }: EchoAnswer, requestId: string): void {
    const place = this.#ring.end % CAPACITY;
    const { moment, count } = this.#clock.next();
    this.#moments[place] = moment;
    this.#counts[place] = count;
    // Only the message, which is the last, may have a line break in it.
    this.#ring.push(`${timestamp}\n${metadata.framework}\n${hostname}\n${client_ip}\n${requestId}\n${echo}`);
  }

  async list(page: Page): Promise<EchoesAnswer> {
    const found: JournalEntry[] = [];
    for (
      let number = this.#ring.end - 1;
      number >= this.#ring.first && found.length <= page.limit;
      number -= 1
    ) {
      const id = this.#id(number % CAPACITY);
      if (page.after === undefined || id < page.after) found.push(entry(id, this.#ring.text(number)));
    }
    return { echoes: found.slice(0, page.limit), next: nextAfter(found, page) };
  }

  #id(place: number): string {
    return echoId({ moment: this.#moments[place] ?? 0, count: this.#counts[place] ?? 0 });
  }

  start(): void {
    // There is nothing to connect to.
  }

  async close(): Promise<void> {
    // What is here ends with the process.
  }
}

/** The fields before the message, each ended by a line break; the message itself is never searched. */
const FIELDS = /([^\n]*)\n([^\n]*)\n([^\n]*)\n([^\n]*)\n([^\n]*)\n/uy;

function entry(id: string, text: string): JournalEntry {
  FIELDS.lastIndex = 0;
  const [head = '', timestamp = '', framework = '', hostname = '', client_ip = '', request_id = ''] =
    FIELDS.exec(text) ?? [];
  return { id, timestamp, framework, hostname, client_ip, message: text.slice(head.length), request_id };
}
