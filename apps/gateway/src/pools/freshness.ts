/** However long connections have been seen to stand, in milliseconds: a server may be restarted at any time. */
const LONGEST = 1000;
/** What connections that merely stand can show, in milliseconds; for more, a request has to have gone over one. */
const LONGEST_UNUSED = 10;
/** What is safely before the moment at which a server closes: half of the time, less what a close may take to be noticed. */
const SAFE = 0.5;
const NOTICE = 10;
/** How much of what one connection shows is believed: several have to agree. */
const WEIGHT = 0.25;
/** For how long it is remembered at least that a connection was closed, in milliseconds. */
const MEMORY = 30_000;

/**
 * How long a connection to a replica may have been unused and still be trusted with a request that must not be sent
 * twice. Servers close idle connections after a time of which many say nothing, and one that does so just then has, for
 * all that can be seen, taken the request (the keep-alive race, RFC 9112 §9.3.1). So it is learnt: from connections that
 * stood, little by little, and at once from those that did not. Times are on the clock of `performance.now()`.
 */
export class Freshness {
  #stood = 0;
  /** The shortest times after which connections were closed, in this stretch of the memory and the one before. */
  #closed = Infinity;
  #closedBefore = Infinity;
  #stretch = -Infinity;

  /** Whether a connection that has been unused for so many milliseconds is surely open. */
  covers(idle: number, now: number): boolean {
    this.#forget(now);
    const closed = Math.min(this.#closed, this.#closedBefore);
    return idle < this.#stood && idle < closed * SAFE - NOTICE;
  }

  /** A connection carried an answer after it had been unused for so many milliseconds. */
  survived(idle: number): void {
    this.#believe(Math.min(idle * SAFE, LONGEST));
  }

  /** A connection stands that has been unused for so many milliseconds. */
  stands(idle: number): void {
    this.#believe(Math.min(idle * SAFE, LONGEST_UNUSED));
  }

  /** A connection was closed, or a request lost on it, when it had been unused for so many milliseconds. */
  ended(idle: number, now: number): void {
    this.#forget(now);
    this.#closed = Math.min(this.#closed, idle);
  }

  #believe(time: number): void {
    if (time > this.#stood) this.#stood += (time - this.#stood) * WEIGHT;
  }

  #forget(now: number): void {
    if (now - this.#stretch < MEMORY) return;
    this.#closedBefore = now - this.#stretch < 2 * MEMORY ? this.#closed : Infinity;
    this.#closed = Infinity;
    this.#stretch = now;
  }
}
