import { openSync, readFileSync, writeSync } from 'node:fs';

/** Writes down each request that has reached a replica, at once, so that the note outlives a killed process. */
export class Journal {
  readonly #file: number;

  constructor(path: string) {
    this.#file = openSync(path, 'a');
  }

  /** Called with a request's head, before anything of its body: what counts is that it came, not that it was answered. */
  note(method: string, id: string): void {
    writeSync(this.#file, `${method} ${id}\n`);
  }
}

/** The requests in a journal, in order, as `METHOD ID`. */
export function readJournal(path: string): string[] {
  return readFileSync(path, 'utf8').split('\n').slice(0, -1);
}
