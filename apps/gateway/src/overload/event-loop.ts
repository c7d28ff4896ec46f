import { AdaptiveLimit } from './adaptive-limit.ts';

/** How often the event loop is looked at, in milliseconds. */
const EVERY = 20;

/** What the guard asks each time it looks. */
export interface Watched {
  /** How late the loop may be, in milliseconds. */
  readonly delay: () => number;
  readonly inFlight: () => number;
}

/**
 * How many requests the gateway itself can have in flight. What takes too long here is a turn of the event loop: a timer that
 * comes late says so, and that costs nothing on the way of a request.
 */
export class EventLoopGuard {
  readonly #limit: AdaptiveLimit;
  readonly #inFlight: () => number;
  readonly #timer: NodeJS.Timeout;
  #due = performance.now() + EVERY;

  constructor({ delay, inFlight }: Watched) {
    const terms = {
      floor: 256,
      most: 100_000,
      tolerance: 2,
      get slack() {
        return delay();
      },
    };
    this.#limit = new AdaptiveLimit(terms);
    this.#inFlight = inFlight;
    this.#timer = setInterval(() => this.#look(), EVERY);
    this.#timer.unref();
  }

  /** How many requests may be in flight now. */
  get limit(): number {
    return this.#limit.limit;
  }

  /** How many have been refused because of it. */
  get shed(): number {
    return this.#limit.shed;
  }

  refused(): void {
    this.#limit.refused();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #look(): void {
    const now = performance.now();
    this.#limit.sample(Math.max(0, now - this.#due), this.#inFlight(), now);
    this.#due = now + EVERY;
  }
}
