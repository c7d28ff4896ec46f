import type { Answer } from './answer.ts';
import type { Channel } from './channel.ts';

/** An answer as a server without faults gives it. */
const GOOD: Answer = { status: 200, bytes: 2, body: undefined, head: '' };

interface Event {
  readonly at: number;
  readonly run: () => void;
}

/**
 * A server, and time itself, made up: what a generator says about it can be compared with what is true, and a minute takes a
 * moment. Times are in milliseconds.
 */
export class Simulation {
  now = 0;
  readonly #delay: (arrival: number) => number;
  #events: Event[] = [];

  /** @param delay how long a request takes that arrives then */
  constructor(delay: (arrival: number) => number) {
    this.#delay = delay;
  }

  readonly clock = (): number => this.now;

  channels(count: number): Channel[] {
    return Array.from({ length: count }, () => ({
      send: (done: (answer: Answer) => void) => this.at(this.now + this.#delay(this.now), () => done(GOOD)),
    }));
  }

  /** Does something then. */
  at(at: number, run: () => void): void {
    const index = this.#events.findLastIndex((event) => event.at <= at);
    this.#events.splice(index + 1, 0, { at, run });
  }

  /** Lets time pass; `loop` is asked to send when its next request is due. */
  run(until: number, loop?: { readonly nextDue: number; tick(): void; observe(during: number): void }): void {
    for (;;) {
      const event = this.#events[0];
      const next = loop && loop.nextDue > this.now ? loop.nextDue : Number.POSITIVE_INFINITY;
      const at = Math.min(next, event?.at ?? Number.POSITIVE_INFINITY, until);
      loop?.observe(at - this.now);
      this.now = at;
      if (at >= until) return;
      if (event && event.at <= at) {
        this.#events = this.#events.slice(1);
        event.run();
      } else loop?.tick();
    }
  }
}
