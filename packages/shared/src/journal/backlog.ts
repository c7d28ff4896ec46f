import type { Recorded } from './recorded.ts';

/** How much is kept while the database does not take it; what comes then is dropped. */
export interface BacklogBounds {
  readonly entries: number;
  /** Of all their messages. */
  readonly characters: number;
}

/** About 50 MB: a twin has 256 MB in its container. */
const BOUNDS: BacklogBounds = { entries: 50_000, characters: 16 * 1024 * 1024 };

/** How many characters a batch may have: making one is work that the event loop cannot interrupt. */
const BATCH_CHARACTERS = 1024 * 1024;

/** Echoes that wait to be written, the oldest first. What has been taken in is never dropped for something newer. */
export class Backlog {
  readonly #bounds: BacklogBounds;
  #entries: Recorded[] = [];
  #characters = 0;
  #dropped = 0;

  constructor(bounds: BacklogBounds = BOUNDS) {
    this.#bounds = bounds;
  }

  get size(): number {
    return this.#entries.length;
  }

  /** How many have found no place, since the start. */
  get dropped(): number {
    return this.#dropped;
  }

  add(recorded: Recorded): void {
    const characters = this.#characters + recorded.answer.echo.length;
    if (this.#entries.length >= this.#bounds.entries || characters > this.#bounds.characters) {
      this.#dropped += 1;
      return;
    }
    this.#entries.push(recorded);
    this.#characters = characters;
  }

  /** The oldest, `most` of them at most, and at least one if there is any; they stay until they are removed. */
  batch(most: number): readonly Recorded[] {
    let characters = 0;
    const end = this.#entries.slice(0, most).findIndex(({ answer }, index) => {
      characters += answer.echo.length;
      return index > 0 && characters > BATCH_CHARACTERS;
    });
    return this.#entries.slice(0, end < 0 ? most : end);
  }

  /** Lets go of the oldest: they are written, or never can be. */
  remove(batch: readonly Recorded[]): void {
    this.#entries = this.#entries.slice(batch.length);
    for (const { answer } of batch) this.#characters -= answer.echo.length;
  }

  /** Counts one that was taken in as dropped after all. */
  countLost(count: number): void {
    this.#dropped += count;
  }
}
