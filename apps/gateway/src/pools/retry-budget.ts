/**
 * How many retries are allowed: a share of the requests, and a few in each second besides, so that retries cannot
 * multiply the load on replicas that fail because of load. The share of some requests is saved up; the few are not.
 */
export class RetryBudget {
  /** Requests that earn a retry. */
  readonly #price: number;
  readonly #floor: number;
  #requests = 0;
  #left = 0;
  #renewal = 0;

  /** @param share of each request that a retry may cost, 0 to 1 @param floor retries in a second that are always allowed */
  constructor(share: number, floor: number) {
    this.#price = 1 / share;
    this.#floor = floor;
  }

  /** A request was made. */
  earn(): void {
    if (this.#requests < SAVED_REQUESTS) this.#requests += 1;
  }

  /** Whether a retry may be made; it is counted. */
  spend(): boolean {
    if (this.#requests >= this.#price) {
      this.#requests -= this.#price;
      return true;
    }
    const now = performance.now();
    if (now >= this.#renewal) {
      this.#renewal = now + SECOND;
      this.#left = this.#floor;
    }
    this.#left -= 1;
    return this.#left >= 0;
  }
}

const SAVED_REQUESTS = 100;
const SECOND = 1000;
