/** The deadline for the whole of an exchange. */
export const TOTAL = 'total';

/** How often deadlines are looked at, in milliseconds. */
const TICK = 20;
/** Deadlines below this get a timer of their own, to be exact to a few per cent too. */
const SHORT = 1000;

/**
 * The clocks with a deadline that the ticker looks after, in no order; each knows its place. Not a Set: as it grows V8 leaves
 * tables behind that lead to each other and to what was in them, and every scavenge then copies dead requests.
 */
const watched: Clock[] = [];
let ticker: NodeJS.Timeout | undefined;

/** What has deadlines. */
export interface Timed {
  /** One of them has passed. */
  late(deadline: string): void;
}

function tell(timed: Timed, deadline: string): void {
  timed.late(deadline);
}

/**
 * Watches the deadlines of one exchange: one for the step that it is at, and perhaps one for the whole of it. Deadlines of a
 * second and more, which hardly ever pass, are looked at together: a timer for each step of each request costs more than
 * choosing a replica does.
 */
export class Clock {
  readonly #timed: Timed;
  #deadline = '';
  #time = 0;
  /** When the step's deadline passes, on the clock of `performance.now()`; Infinity while there is none. */
  #due = Infinity;
  #place = -1;
  #timer: NodeJS.Timeout | undefined;
  #total: NodeJS.Timeout | undefined;
  #end = Infinity;

  constructor(timed: Timed) {
    this.#timed = timed;
  }

  /** Begins the next step, which may take `time` ms without progress. */
  step(deadline: string, time: number, now: number): void {
    if (this.#timer !== undefined) clearTimeout(this.#timer);
    if (time < SHORT) {
      this.#due = Infinity;
      this.#timer = setTimeout(tell, time, this.#timed, deadline);
      return;
    }
    this.#timer = undefined;
    this.#deadline = deadline;
    this.#time = time;
    this.#due = now + time;
    if (this.#place === -1) this.#place = watched.push(this) - 1;
    ticker ??= setInterval(look, TICK).unref();
  }

  /** Limits the whole exchange to `time` ms after `began`; 0 for no limit. The shortest limit counts. */
  limit(time: number, began: number): void {
    if (time === 0 || began + time >= this.#end) return;
    this.#end = began + time;
    clearTimeout(this.#total);
    this.#total = setTimeout(tell, this.#end - performance.now(), this.#timed, TOTAL);
  }

  /** There was progress: the step may take its time again. */
  progress(): void {
    if (this.#timer !== undefined) this.#timer.refresh();
    else if (this.#due !== Infinity) this.#due = performance.now() + this.#time;
  }

  /** Ends the step; what comes next has a deadline of its own elsewhere. */
  pause(): void {
    this.#due = Infinity;
    this.#leave();
    if (this.#timer !== undefined) clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  stop(): void {
    this.pause();
    if (this.#total !== undefined) clearTimeout(this.#total);
  }

  #leave(): void {
    const place = this.#place;
    if (place === -1) return;
    this.#place = -1;
    const last = watched.pop();
    if (last === undefined || last === this) return;
    watched[place] = last;
    last.#place = place;
  }

  /** Reports the step's deadline when it has passed. */
  look(now: number): void {
    if (this.#due > now) return;
    this.pause();
    this.#timed.late(this.#deadline);
  }
}

function look(): void {
  const now = performance.now();
  // Backwards, as those that report leave, and the last one takes their place.
  for (let place = watched.length - 1; place >= 0; place -= 1) watched[place]?.look(now);
  if (watched.length > 0) return;
  clearInterval(ticker);
  ticker = undefined;
}
