import type { Socket } from 'node:net';
import type { ClientResponse, HeadLines } from '../proxy/client-response.ts';
import { type Part, SWITCHING } from '../wire/answer-reader.ts';
import type { Written } from '../wire/spent.ts';
import { httpDate } from './http-date.ts';

/** What is said with a part: that its characters are bytes, or who is told once it has been written. */
type Then = 'latin1' | Written;

/** Where an answer belongs. */
export interface AnswerTerms {
  readonly method: string;
  /** Seconds, for `Keep-Alive`. */
  readonly keepAlive: number;
  /** Called once all of it has been written. */
  readonly finished: () => void;
}

/**
 * The answer to a {@link PlainRequest}: what the gateway asks of a `ServerResponse`, and the same bytes. Fields are written
 * as they are given: they have been read by our own reader, or are the gateway's.
 */
export class PlainResponse implements ClientResponse {
  shouldKeepAlive = true;
  statusCode = 200;
  headersSent = false;
  writableEnded = false;
  writableFinished = false;
  /** Whether there is nothing more to wait for, because it has been written or because the connection is gone. */
  closed = false;
  readonly #socket: Socket;
  readonly #terms: AnswerTerms;
  /** The head while it waits for the body's first part. */
  #head = '';
  #chunked = false;
  #bodiless: boolean;
  #trailers = '';
  #onClose: (() => void)[] = [];

  constructor(socket: Socket, terms: AnswerTerms) {
    this.#socket = socket;
    this.#terms = terms;
    this.#bodiless = terms.method === 'HEAD';
  }

  get destroyed(): boolean {
    return this.#socket.destroyed;
  }

  /** Bytes that the client has not taken yet. */
  get writableLength(): number {
    return this.#socket.writableLength;
  }

  on(_event: 'close', listener: () => void): this {
    this.#onClose.push(listener);
    return this;
  }

  once(event: 'close', listener: () => void): this {
    return this.on(event, listener);
  }

  off(_event: 'close', listener: () => void): this {
    this.#onClose = this.#onClose.filter((each) => each !== listener);
    return this;
  }

  writeLines(status: number, reason: string, { lines, dated, framed }: HeadLines): void {
    this.statusCode = status;
    this.headersSent = true;
    const switching = status === SWITCHING;
    this.#bodiless ||= status === 204 || status === 304 || switching;
    this.#chunked = !framed && !this.#bodiless;
    const date = dated ? '' : `Date: ${httpDate()}\r\n`;
    const coding = this.#chunked ? 'Transfer-Encoding: chunked\r\n' : '';
    const persistence = this.shouldKeepAlive
      ? `keep-alive\r\nKeep-Alive: timeout=${this.#terms.keepAlive}`
      : 'close';
    const connection = switching ? 'Upgrade\r\nUpgrade: websocket' : persistence;
    this.#head = `HTTP/1.1 ${status} ${reason}\r\n${lines}${date}Connection: ${connection}\r\n${coding}\r\n`;
  }

  /** Sends the head without waiting for the body. */
  flushHeaders(): void {
    this.#write('');
  }

  /** A part of the body; false when the client cannot take more for now. */
  write(part: Part, then?: Then): boolean {
    if (this.#bodiless || part.length === 0) return true;
    if (!this.#chunked) return this.#write(part, then);
    const size = `${part.length.toString(16)}\r\n`;
    if (typeof part === 'string') return this.#write(`${size}${part}\r\n`);
    this.#socket.cork();
    this.#write(size);
    this.#write(part, then);
    const more = this.#write('\r\n');
    this.#socket.uncork();
    return more;
  }

  /** What follows a body in chunks. */
  addTrailers(trailers: readonly (readonly [name: string, value: string])[]): void {
    this.#trailers = trailers.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  }

  /** The end of the answer, with the last part of its body. */
  end(part: Part = '', then?: Then): this {
    if (this.writableEnded) return this;
    this.writableEnded = true;
    if (part.length > 0) this.write(part, then);
    if (this.#chunked) this.#write(`0\r\n${this.#trailers}\r\n`);
    else if (this.#head !== '') this.#write('');
    // The exchange that has just written its last part is still in the middle of it.
    if (this.#socket.writableLength === 0) process.nextTick(finish, this);
    else this.#socket.write('', (error) => error ?? this.finish());
    return this;
  }

  writeContinue(): void {
    this.#socket.write('HTTP/1.1 100 Continue\r\n\r\n', 'latin1');
  }

  destroy(): void {
    this.#socket.destroy();
  }

  /** All of it has been written; of a connection that is gone, `close` says so. */
  finish(): void {
    if (this.closed || this.destroyed) return;
    this.writableFinished = true;
    this.close();
    this.#terms.finished();
  }

  /** There is nothing more to wait for. */
  close(): void {
    if (this.closed) return;
    this.closed = true;
    for (const listener of this.#onClose) listener();
  }

  #write(part: Part, then?: Then): boolean {
    const socket = this.#socket;
    const head = this.#head;
    this.#head = '';
    if (typeof part === 'string') return socket.write(head + part, 'latin1');
    const written = typeof then === 'function' ? then : undefined;
    if (head === '') return socket.write(part, written);
    socket.cork();
    socket.write(head, 'latin1');
    const more = socket.write(part, written);
    socket.uncork();
    return more;
  }
}

function finish(response: PlainResponse): void {
  response.finish();
}
