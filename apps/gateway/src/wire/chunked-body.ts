import { BadAnswerError } from '../proxy/failures.ts';
import { isForbiddenInTrailers } from '../proxy/fields.ts';

/** Where the parts of a body go. */
type Take = (start: number, end: number) => void;

const CR = 13;
const LF = 10;
/** The longest line with a chunk's size, extensions included, and the largest trailer section, in bytes. */
const LONGEST_LINE = 4096;
const LONGEST_TRAILERS = 16 * 1024;
const SIZE = /^([\da-f]{1,12})[\t ]*(?:;.*)?$/iu;
const FIELD = /^([\w!#$%&'*+.^`|~-]+):[\t ]*((?:[!-~\u0080-\u00FF][\t -~\u0080-\u00FF]*)?)$/u;

/** A body in chunks (RFC 9112 §7.1), read as it comes. Line ends are CRLF and nothing else. */
export class ChunkedBody {
  /** What follows the body, as pairs, without what must not be there (RFC 9110 §6.5.1). */
  readonly trailers: string[] = [];
  #line = '';
  #left = 0;
  #state: 'size' | 'data' | 'end of data' | 'trailers' | 'done' = 'size';
  #trailerBytes = 0;

  /**
   * Reads on at `at`; answers where it stopped: at the end of the body, or at `size`.
   *
   * @throws {BadAnswerError} when it is not a chunked body
   */
  read(buffer: Buffer, [at, size]: readonly [number, number], take: Take): number {
    let next = at;
    while (next < size && this.#state !== 'done') {
      if (this.#state === 'data') {
        const end = Math.min(size, next + this.#left);
        take(next, end);
        this.#left -= end - next;
        next = end;
        if (this.#left === 0) this.#state = 'end of data';
      } else next = this.#readLine(buffer, next, size);
    }
    return next;
  }

  /** Whether the last chunk and the trailers have come. */
  get complete(): boolean {
    return this.#state === 'done';
  }

  #readLine(buffer: Buffer, at: number, size: number): number {
    const feed = buffer.indexOf(LF, at);
    const end = feed === -1 || feed >= size ? size : feed + 1;
    this.#line += buffer.toString('latin1', at, end);
    if (this.#line.length > LONGEST_LINE) throw new BadAnswerError('a line in a chunked body is too long');
    if (end === size && this.#line.codePointAt(this.#line.length - 1) !== LF) return end;
    const line = this.#line.slice(0, -2);
    if (this.#line.codePointAt(line.length) !== CR) throw new BadAnswerError('a line end in a chunked body');
    this.#line = '';
    this.#take(line);
    return end;
  }

  #take(line: string): void {
    switch (this.#state) {
      case 'size': {
        const [, size] = SIZE.exec(line) ?? [];
        if (size === undefined) throw new BadAnswerError('the size of a chunk');
        this.#left = Number.parseInt(size, 16);
        this.#state = this.#left === 0 ? 'trailers' : 'data';
        break;
      }
      case 'end of data':
        if (line !== '') throw new BadAnswerError('the end of a chunk');
        this.#state = 'size';
        break;
      default:
        this.#takeTrailer(line);
    }
  }

  #takeTrailer(line: string): void {
    if (line === '') {
      this.#state = 'done';
      return;
    }
    this.#trailerBytes += line.length;
    const [, name, value] = FIELD.exec(line) ?? [];
    if (name === undefined || value === undefined || this.#trailerBytes > LONGEST_TRAILERS)
      throw new BadAnswerError('the trailers');
    if (!isForbiddenInTrailers(name)) this.trailers.push(name, value.trimEnd());
  }
}
