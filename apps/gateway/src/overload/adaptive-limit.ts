import { type Patience, UsualTime } from './usual-time.ts';

/** What an adaptive limit goes by. */
export interface LimitTerms extends Patience {
  /** It never limits to less than this. */
  readonly floor: number;
  /** Without overload, this is the limit. */
  readonly most: number;
  /** Whether something else, too, says that it is the load that answers take too long because of; asked when they do. */
  readonly confirmed?: () => boolean;
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
  readonly #usual: UsualTime;
  #limit: number;
  #began = 0;
  #count = 0;
  #sum = 0;
  #peak = 0;
  #refused = false;
  #shed = 0;

  constructor(terms: LimitTerms) {
    this.#terms = terms;
    this.#usual = new UsualTime(terms);
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
    const { floor, most, confirmed = always } = this.#terms;
    const calm = this.#peak <= floor;
    this.#usual.took(time, calm);
    const { longest } = this.#usual;
    if (time > longest && !calm && confirmed()) {
      const gradient = Math.max(0.5, longest / time);
      this.#limit = Math.max(floor, Math.floor(Math.min(this.#limit, this.#peak) * gradient));
    } else {
      this.#limit = Math.min(most, this.#refused ? this.#limit + 1 : Math.ceil(this.#limit * 1.5));
    }
  }
}

const always = (): boolean => true;
