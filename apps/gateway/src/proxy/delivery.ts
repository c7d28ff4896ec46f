import { STATUS_CODES } from 'node:http';
import { REQUEST_ID } from '@echo-twins/shared/http/request-id';
import type { ClientResponse } from './client-response.ts';
import { BadAnswerError } from './failures.ts';
import { pairsOf } from './field-lines.ts';
import type { ClientRequest } from './gateway-request.ts';
import type { AnswerHead } from '../wire/answer-head.ts';
import type { Part } from '../wire/answer-reader.ts';
import { releaseOnceWritten } from '../wire/spent.ts';
import { appendVia } from './via.ts';

/** Where an answer goes. */
export interface Destination {
  readonly request: ClientRequest;
  readonly response: ClientResponse;
  /** How long the client may take nothing of it, in milliseconds. */
  readonly stall: number;
}

/** Where an answer comes from. */
export interface Source {
  /** The client can take more of it. */
  drained(): void;
}

/** More interim answers than this are not passed on: nobody has use for them. */
const MOST_INTERIM = 16;
/** Processing, Early Hints. */
const INTERIM: ReadonlySet<number> = new Set([102, 103]);
const VIA = appendVia(undefined, '1.1');
const CONTROL = /[^\P{Cc}\t]/u;
/** A reason with other than ASCII in it means nothing to anybody; the usual one is sent in its place. */
const REASON = /^[\t -~]+$/u;

/**
 * An answer on its way to the client. The head goes out together with the first part of the body, and the end with it
 * when that part is all: one write instead of three. A head whose body does not follow at once goes out alone.
 */
export class Delivery {
  readonly #request: ClientRequest;
  readonly #response: ClientResponse;
  readonly #stall: number;
  readonly #source: Source;
  #flushed = false;
  #expected = -1;
  #interim = 0;
  #waiting = false;
  #patience: NodeJS.Timeout | undefined;
  #trailers = false;

  constructor({ request, response, stall }: Destination, source: Source) {
    this.#request = request;
    this.#response = response;
    this.#stall = stall;
    this.#source = source;
  }

  /** Whether something of the final answer is on its way, so that no other can be given. */
  get begun(): boolean {
    return this.#response.headersSent;
  }

  /** Passes an interim answer on (RFC 9110 §15.2), to clients that can read it. */
  inform({ status, lines }: AnswerHead): void {
    if (!INTERIM.has(status) || this.#request.httpVersionMinor === 0) return;
    if ((this.#interim += 1) > MOST_INTERIM) return;
    // Nothing else has been written yet; Node would pass hints with a `Link` only, and none but their last value.
    this.#request.socket.write(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines}\r\n`, 'latin1');
  }

  /**
   * The final head; it goes out with the first part of the body, or alone when that does not follow at once.
   *
   * @param lines its field lines as the client is to see them
   * @throws {BadAnswerError} when it cannot be sent on as it is
   */
  begin(head: AnswerHead, lines: string, requestId: string): void {
    const { status, message, trailer, contentLength, dated } = head;
    const request = this.#request;
    this.#expected = contentLength ?? -1;
    let all = `${lines}${REQUEST_ID}: ${requestId}\r\nvia: ${VIA}\r\n`;
    // A chunked body is the only one that can be followed by trailers; Node throws otherwise (RFC 9110 §6.6.2).
    this.#trailers = contentLength === undefined && request.httpVersionMinor > 0 && hasBody(request, status);
    if (this.#trailers && trailer !== undefined) all += `trailer: ${trailer}\r\n`;
    if (CONTROL.test(message)) throw new BadAnswerError('the reason has control characters');
    try {
      const reason = REASON.test(message) ? message : (STATUS_CODES[status] ?? '');
      this.#response.writeLines(status, reason, { lines: all, dated, framed: contentLength !== undefined });
    } catch (cause) {
      throw new BadAnswerError('a field has characters that it must not have', { cause });
    }
  }

  /** A part of the body; false when the client cannot take more for now. */
  write(part: Part): boolean {
    const response = this.#response;
    if (!this.#flushed) {
      this.#flushed = true;
      if (part.length === this.#expected) {
        // Node writes head and body at once when the body is text.
        if (typeof part === 'string') response.end(part, 'latin1');
        else response.end(part, releaseOnceWritten(part));
        if (response.writableLength > 0) this.#wait();
        return true;
      }
    }
    const more =
      typeof part === 'string'
        ? response.write(part, 'latin1')
        : response.write(part, releaseOnceWritten(part));
    if (more) return true;
    if (!this.#waiting) this.#wait();
    return false;
  }

  /** The body is complete. */
  end(trailers: readonly string[] | null): void {
    if (this.#response.writableEnded) return;
    this.#flushed = true;
    if (trailers !== null && trailers.length > 0 && this.#trailers) {
      this.#response.addTrailers(pairsOf(trailers));
    }
    this.#response.end();
    if (this.#response.writableLength > 0) this.#wait();
  }

  /** The client has been sent more than it has taken. It may take its time, but not for ever. */
  #wait(): void {
    const response = this.#response;
    if (this.#patience === undefined) {
      // Not the response's own `drain`: Node stops telling it once its parser has left the connection to a later request.
      const { socket } = this.#request;
      socket.on('drain', this.#onDrain);
      response.on('close', () => {
        clearTimeout(this.#patience);
        socket.off('drain', this.#onDrain);
      });
    }
    this.#waiting = true;
    clearTimeout(this.#patience);
    this.#patience = setTimeout(() => response.destroy(), this.#stall);
  }

  readonly #onDrain = (): void => {
    clearTimeout(this.#patience);
    this.#waiting = false;
    this.#source.drained();
  };

  /** Breaks the answer off in a way that the client cannot take for its end. */
  break(): void {
    this.#response.destroy();
  }

  /** Sends the head, if there is one and it has not gone out with something else. */
  flush(): void {
    if (this.#flushed || !this.begun || this.#response.destroyed) return;
    this.#flushed = true;
    this.#response.flushHeaders();
  }
}

function hasBody({ method }: ClientRequest, status: number): boolean {
  return method !== 'HEAD' && status !== 204 && status !== 304;
}
