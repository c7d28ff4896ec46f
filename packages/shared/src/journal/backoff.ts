/** The first wait and the longest, in milliseconds. */
const FIRST = 100;
const LONGEST = 5000;

/** How long to wait before the next attempt: twice as long each time, less a random half, so that replicas do not come at once. */
export class Backoff {
  #limit = FIRST;

  next(random = Math.random()): number {
    const wait = this.#limit * (1 - random / 2);
    this.#limit = Math.min(this.#limit * 2, LONGEST);
    return wait;
  }

  reset(): void {
    this.#limit = FIRST;
  }
}
