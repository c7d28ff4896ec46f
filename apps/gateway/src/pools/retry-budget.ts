/**
 * How many retries are allowed: a share of the requests, and a few a second besides, so that retries cannot multiply the
 * load on replicas that fail because of load. Kept as tokens, of which few are saved up.
 */
export class RetryBudget {
  readonly #share: number;
  readonly #floor: number;
  readonly #most: number;
  #tokens: number;
  #updated = performance.now();

  /** @param share of each request that a retry may cost, 0 to 1 @param floor retries a second that are always allowed */
  constructor(share: number, floor: number) {
    this.#share = share;
    this.#floor = floor;
    this.#most = floor * SAVED_SECONDS + SAVED_REQUESTS * share;
    this.#tokens = floor;
  }

  /** A request was made. */
  earn(): void {
    if (this.#tokens < this.#most) this.#tokens += this.#share;
  }

  /** Whether a retry may be made; it is counted. */
  spend(): boolean {
    const now = performance.now();
    this.#tokens = Math.min(this.#most, this.#tokens + ((now - this.#updated) / 1000) * this.#floor);
    this.#updated = now;
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }
}

const SAVED_SECONDS = 1;
const SAVED_REQUESTS = 100;
