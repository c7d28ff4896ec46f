import { BadAnswerError } from '../proxy/failures.ts';
import { type AnswerHead, readAnswerHead } from './answer-head.ts';
import { ChunkedBody } from './chunked-body.ts';

/** A part of a body. In a text each character is a byte: small parts are cheaper that way. */
export type Part = string | Buffer;

/** Who is told of an answer as it comes. */
export interface AnswerEvents {
  /** The first byte of a head has come. */
  begun(): void;
  /** The head of an interim answer, or of the final one. Whatever it throws makes the answer a bad one. */
  head(head: AnswerHead): void;
  part(part: Part): void;
}

const MOST_HEAD = 16 * 1024;
const SMALL = 16 * 1024;
const END_OF_HEAD = '\r\n\r\n';
/** A body that ends with its connection. */
const UNTIL_CLOSE = Infinity;
/** The status behind which there is another protocol (RFC 9110 §15.2.2), so that it is final. */
export const SWITCHING = 101;

/** Reads one answer from the bytes of a connection, interim ones before it included (RFC 9112 §6.3). */
export class AnswerReader {
  readonly #events: AnswerEvents;
  readonly #bodiless: boolean;
  #text = '';
  #final: AnswerHead | undefined;
  /** Bytes of the body that are still to come. */
  #left = 0;
  #chunks: ChunkedBody | undefined;

  /** @param method of the request; nothing follows the answer to HEAD, whatever its head says */
  constructor(method: string, events: AnswerEvents) {
    this.#events = events;
    this.#bodiless = method === 'HEAD';
  }

  /** The head of the final answer, once it has come. */
  get final(): AnswerHead | undefined {
    return this.#final;
  }

  /** What followed the body; null when nothing could. */
  get trailers(): readonly string[] | null {
    return this.#chunks?.trailers ?? null;
  }

  get complete(): boolean {
    return this.#final !== undefined && (this.#chunks ? this.#chunks.complete : this.#left === 0);
  }

  /** Whether the end of the connection is the end of the answer. */
  get endsWithConnection(): boolean {
    return this.#left === UNTIL_CLOSE;
  }

  /**
   * Reads the first `size` bytes of a buffer, which may be used for something else afterwards; answers how many of them
   * belong to the answer.
   *
   * @throws {BadAnswerError} when it is not an answer, and whatever those throw who are told
   */
  read(buffer: Buffer, size: number): number {
    let at = 0;
    while (this.#final === undefined) {
      const before = this.#text.length;
      if (before === 0) {
        // That was an interim answer, and nothing else so far.
        if (at === size) return size;
        this.#events.begun();
      }
      const text = this.#text + buffer.toString('latin1', at, size);
      const end = text.indexOf(END_OF_HEAD, Math.max(0, before - END_OF_HEAD.length));
      if (end > MOST_HEAD || (end === -1 && text.length > MOST_HEAD)) throw new BadAnswerError('its size');
      if (end === -1) {
        // It would not end: that a line may end with LF alone is not for everybody (RFC 9112 §2.2).
        if (hasLoneLf(text, before)) throw new BadAnswerError('the end of a line');
        this.#text = text;
        return size;
      }
      this.#text = '';
      const next = end + END_OF_HEAD.length;
      at += next - before;
      const head = readAnswerHead(text.slice(0, end + 2));
      this.#begin(head);
      this.#events.head(head);
      // Most answers come in one piece, whose text is there already.
      if (this.#final !== undefined && this.#left === size - at && this.#left > 0 && this.#left <= SMALL) {
        this.#left = 0;
        this.#events.part(text.slice(next));
        return size;
      }
    }
    return this.#readBody(buffer, at, size);
  }

  #begin(head: AnswerHead): void {
    const { status, contentLength, chunked } = head;
    if (status < 200 && status !== SWITCHING) return;
    this.#final = head;
    if (this.#bodiless || status === 204 || status === 304) return;
    if (status === SWITCHING) this.#left = UNTIL_CLOSE;
    else if (chunked) this.#chunks = new ChunkedBody();
    else this.#left = contentLength ?? UNTIL_CLOSE;
  }

  #readBody(buffer: Buffer, at: number, size: number): number {
    const take = (start: number, end: number): void => {
      // The buffer is the connection's; what is kept needs one of its own.
      const part = end - start <= SMALL ? buffer.toString('latin1', start, end) : copy(buffer, start, end);
      this.#events.part(part);
    };
    if (this.#chunks !== undefined) return this.#chunks.read(buffer, [at, size], take);
    const end = Math.min(size, at + this.#left);
    if (end === at) return at;
    this.#left -= end - at;
    take(at, end);
    return end;
  }
}

function copy(buffer: Buffer, start: number, end: number): Buffer {
  const part = Buffer.allocUnsafeSlow(end - start);
  buffer.copy(part, 0, start, end);
  return part;
}

/** Whether a line ends with LF alone, from this place on. */
function hasLoneLf(text: string, from: number): boolean {
  let at = text.indexOf('\n', from);
  while (at !== -1 && text[at - 1] === '\r') at = text.indexOf('\n', at + 1);
  return at !== -1;
}
