import { type Child, type Ending, startChild } from './child.ts';
import type { Program } from './programs.ts';
import { answering } from './readiness.ts';

/** A program that ended although nobody asked it to, or that never answered. */
export class FleetError extends Error {
  readonly code = 'FLEET_FAILED';
  readonly exitCode: number;

  constructor(message: string, exitCode: number) {
    super(message);
    this.name = 'FleetError';
    this.exitCode = exitCode;
  }
}

/** Where the lines of the programs go. */
export type Print = (program: string, line: string) => void;

/** The child processes, as one: they start in rows, stop in the reverse order, and when one fails all have failed. */
export class Fleet {
  readonly #print: Print;
  readonly #patience: number;
  readonly #rows: Child[][] = [];
  readonly #over = new AbortController();
  /** Rejects when a program ends unasked. */
  readonly failure: Promise<never>;
  #fail: (error: FleetError) => void = () => undefined;

  /** `patience` is how long a row may take until all of it answers, in milliseconds. */
  constructor(print: Print, { patience = 60_000 } = {}) {
    this.#print = print;
    this.#patience = patience;
    this.failure = new Promise((_resolve, reject) => {
      this.#fail = reject;
    });
    this.failure.catch(() => this.#over.abort());
  }

  /** Starts the programs of a row; resolves when all of them answer. */
  async start(programs: readonly Program[]): Promise<void> {
    const row = programs.map((program) => this.#startOne(program));
    this.#rows.push(row);
    const late = setTimeout(() => {
      const names = programs.map(({ name, probe }) => `${name} (${probe})`).join(', ');
      this.#fail(new FleetError(`not ready within ${this.#patience / 1000} s: ${names}`, 1));
    }, this.#patience);
    await Promise.all(programs.map(({ probe }) => answering(probe, this.#over.signal)));
    clearTimeout(late);
  }

  /** Stops everything, the last row first; answers 0, or the exit code of a program that did not stop cleanly. */
  async stop(): Promise<number> {
    this.#over.abort();
    let worst = 0;
    for (const row of this.#rows.toReversed()) {
      for (const child of row) child.stop();
      const endings = await Promise.all(row.map(({ ended }) => ended));
      worst = endings.reduce((code, ending) => Math.max(code, ending.code), worst);
    }
    return worst;
  }

  /** Ends everything at once. */
  kill(): void {
    for (const child of this.#rows.flat()) child.kill();
  }

  #startOne(program: Program): Child {
    const child = startChild(program, (line) => this.#print(program.name, line));
    void child.ended.then((ending) => this.#onEnd(program, ending));
    return child;
  }

  #onEnd({ name }: Program, { code, reason }: Ending): void {
    if (this.#over.signal.aborted) return;
    this.#fail(new FleetError(`${name} ended (${reason}); stopping the others`, code || 1));
  }
}
