/** As long as nothing is known of a replica, in milliseconds: hardly any server closes connections sooner. */
const UNKNOWN = 10;
/** However long connections have been seen to stand, in milliseconds: a server may be restarted at any time. */
const LONGEST = 1000;
/** What is safely before the moment at which a server closes: half the time after which it has not done so. */
const SAFE = 0.5;

/**
 * How long a connection to a replica may have been unused and still be trusted with a request that must not be sent
 * twice. Servers close idle connections after a time of which many say nothing, and one that does so just then has, for
 * all that can be seen, taken the request (the keep-alive race, RFC 9112 §9.3.1). So it is learnt: from other requests,
 * which went over connections that had been unused for longer and still stood, and from connections that did not.
 */
export class Freshness {
  #time = UNKNOWN;

  /** Whether a connection that has been unused for so many milliseconds is surely open. */
  covers(idle: number): boolean {
    return idle < this.#time;
  }

  /** A connection carried an answer after it had been unused for so many milliseconds. */
  survived(idle: number): void {
    if (idle * SAFE > this.#time) this.#time = Math.min(idle * SAFE, LONGEST);
  }

  /** A connection was closed when it had been unused for so many milliseconds. */
  ended(idle: number): void {
    this.#time = Math.min(this.#time, idle * SAFE);
  }

  /** A request was lost on a connection that had been used before. */
  lost(): void {
    this.#time = 0;
  }
}
