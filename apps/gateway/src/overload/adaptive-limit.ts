/** What an adaptive limit goes by. */
export interface LimitTerms {
  /** It never limits to less than this. */
  readonly floor: number;
  /** Without overload, this is the limit. */
  readonly most: number;
  /** How many times the usual time is too long. */
  readonly tolerance: number;
  /** By how much longer than usual is never too long, in milliseconds. */
  readonly slack: number;
}

/** How long and how many answers at least are looked at together, in milliseconds. */
const WINDOW = 100;
const SAMPLES = 10;

/**
 * How many requests may be in flight, learned from how long answers take: a gradient limit, as in Netflix's
 * concurrency-limits. When answers take longer than usual, somewhere a queue has formed, and letting in more makes it longer:
 * the limit falls to what is in flight, times how much too long that takes. When they do not, it grows: step by step while
 * somebody is still being refused, fast when nobody is. What is usual is learned while little is in flight.
 */
export class AdaptiveLimit {
  readonly #terms: LimitTerms;
  #limit: number;
  #usual = 0;
  #began = 0;
  #count = 0;
  #sum = 0;
  #peak = 0;
  #refused = false;
  #shed = 0;

  constructor(terms: LimitTerms) {
    this.#terms = terms;
    this.#limit = terms.most;
  }

  /** The limit now. */
  get limit(): number {
    return this.#limit;
  }

  /** How many requests have been refused because of it. */
  get shed(): number {
    return this.#shed;
  }

  /** Somebody has been refused because of it. */
  refused(): void {
    this.#refused = true;
    this.#shed += 1;
  }

  /** An answer took `time` ms while `inFlight` requests were in flight. @param now on the clock of `performance.now()` */
  sample(time: number, inFlight: number, now: number): void {
    this.#count += 1;
    this.#sum += time;
    if (inFlight > this.#peak) this.#peak = inFlight;
    if (this.#count < SAMPLES || now - this.#began < WINDOW) return;
    this.#adapt(this.#sum / this.#count);
    this.#began = now;
    this.#count = 0;
    this.#sum = 0;
    this.#peak = 0;
    this.#refused = false;
  }

  #adapt(time: number): void {
    const { floor, most, tolerance, slack } = this.#terms;
    const calm = this.#peak <= floor;
    if (this.#usual === 0 || time < this.#usual) this.#usual = time;
    // Under load, longer is only believed to be usual very slowly: it may be our own doing.
    else this.#usual += (time - this.#usual) * (calm ? QUICKLY : SLOWLY);
    const longest = Math.max(this.#usual * tolerance, this.#usual + slack);
    if (time > longest && !calm) {
      const gradient = Math.max(0.5, longest / time);
      this.#limit = Math.max(floor, Math.floor(Math.min(this.#limit, this.#peak) * gradient));
    } else {
      this.#limit = Math.min(most, this.#refused ? this.#limit + 1 : Math.ceil(this.#limit * 1.5));
    }
  }
}

const QUICKLY = 0.1;
const SLOWLY = 0.002;
