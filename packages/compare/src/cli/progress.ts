import type { Console } from './console.ts';

/** Tells how far a run is: on a terminal in one line that is written over, elsewhere not at all. */
export class ProgressLine {
  readonly #console: Console;
  readonly #total: number;
  #done = 0;
  #shownAt = 0;

  constructor(console: Console, total: number) {
    this.#console = console;
    this.#total = total;
  }

  /** One more probe is done on one instance of one lane. */
  step(lane: string): void {
    this.#done += 1;
    const now = performance.now();
    if (!this.#console.watched || now - this.#shownAt < 80) return;
    this.#shownAt = now;
    const filled = Math.round((20 * this.#done) / this.#total);
    const bar = '█'.repeat(filled).padEnd(20, '░');
    this.#console.err(`\r\u001B[2K${bar} ${this.#done}/${this.#total} ${lane}`);
  }

  /** Clears the line. */
  end(): void {
    if (this.#console.watched) this.#console.err('\r\u001B[2K');
  }
}
