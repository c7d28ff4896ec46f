import type { Readable } from 'node:stream';

const NEWLINE = 10;

/** Reads a stream to nowhere and counts its lines, so that a server's log is really written and really read. */
export class LineCount {
  #lines = 0;

  constructor(stream: Readable | null) {
    stream?.on('data', (chunk: Buffer) => {
      for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, at + 1)) this.#lines += 1;
    });
  }

  /** Lines so far. */
  get lines(): number {
    return this.#lines;
  }
}
