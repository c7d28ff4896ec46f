import { randomBytes } from 'node:crypto';

/** When an echo was made, and the how many-th of this millisecond it was. */
export interface Stamp {
  readonly moment: number;
  readonly count: number;
}

/** How many ids a millisecond has; a process that needs more borrows from the next one. */
const COUNTS = 4096;

/** Gives out stamps that only grow, also when the clock is set back (RFC 9562 §6.2, method 1). */
export class StampClock {
  #moment = 0;
  #count = 0;
  readonly #now: () => number;

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  next(): Stamp {
    const now = this.#now();
    if (now > this.#moment) {
      this.#moment = now;
      this.#count = 0;
    } else if (++this.#count === COUNTS) {
      this.#moment += 1;
      this.#count = 0;
    }
    return { moment: this.#moment, count: this.#count };
  }
}

/** 62 random bits behind the variant bits: what makes the ids of this process different from those of every other. */
function randomTail(): string {
  const bytes = randomBytes(8);
  bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x80;
  const digits = bytes.toString('hex');
  return `${digits.slice(0, 4)}-${digits.slice(4)}`;
}

const TAIL = randomTail();

/** The UUID, version 7, of an echo of this process. Ids sort as the echoes were made. */
export function echoId({ moment, count }: Stamp, tail = TAIL): string {
  const time = moment.toString(16).padStart(12, '0');
  const head = `${time.slice(0, 8)}-${time.slice(8)}`;
  return `${head}-7${count.toString(16).padStart(3, '0')}-${tail}`;
}
