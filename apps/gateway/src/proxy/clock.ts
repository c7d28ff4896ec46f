/** Watches the deadlines of one exchange: one for the step that it is at, and perhaps one for the whole of it. */
export class Clock {
  readonly #passed: (deadline: string) => void;
  #step: NodeJS.Timeout | undefined;
  #total: NodeJS.Timeout | undefined;

  constructor(passed: (deadline: string) => void) {
    this.#passed = passed;
  }

  /** Begins the next step, which may take `time` ms without progress. */
  step(deadline: string, time: number): void {
    clearTimeout(this.#step);
    this.#step = setTimeout(this.#passed, time, deadline);
  }

  /** Limits the whole exchange to `time` ms; 0 for no limit. The first limit counts. */
  limit(time: number): void {
    if (time > 0) this.#total ??= setTimeout(this.#passed, time, 'total');
  }

  /** There was progress: the step may take its time again. */
  progress(): void {
    this.#step?.refresh();
  }

  /** Ends the step; what comes next has a deadline of its own elsewhere. */
  pause(): void {
    clearTimeout(this.#step);
  }

  stop(): void {
    clearTimeout(this.#step);
    clearTimeout(this.#total);
  }
}
