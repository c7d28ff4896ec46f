import { type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http';
import { REQUEST_ID } from '@echo-twins/shared/http/request-id';
import { BadAnswerError } from './failures.ts';
import { type RawFields, readTrailers, type ResponseHead } from './response-head.ts';
import { appendVia } from './via.ts';

/** A final answer as it begins. */
export interface Answer {
  readonly status: number;
  readonly message: string;
  readonly head: ResponseHead;
  readonly requestId: string;
}

/** Where an answer goes. */
export interface Destination {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** How long the client may take nothing of it, in milliseconds. */
  readonly stall: number;
}

/** More interim answers than this are not passed on: nobody has use for them. */
const MOST_INTERIM = 16;
const SMALL = 16 * 1024;
const EARLY_HINTS = 103;
const PROCESSING = 102;
const VIA = appendVia(undefined, '1.1');
const CONTROL = /[^\P{Cc}\t]/u;
/** Undici decodes the reason as UTF-8; one with other than ASCII in it comes out as something else, so the usual one is sent. */
const REASON = /^[\t -~]+$/u;

/**
 * An answer on its way to the client. The head goes out together with the first part of the body, and the end with it
 * when that part is all: one write instead of three. A head whose body does not follow at once goes out alone.
 */
export class Delivery {
  readonly #request: IncomingMessage;
  readonly #response: ServerResponse;
  readonly #stall: number;
  readonly #drained: () => void;
  #flushed = false;
  #expected = -1;
  #interim = 0;
  #waiting = false;
  #patience: NodeJS.Timeout | undefined;
  #trailers = false;

  constructor({ request, response, stall }: Destination, drained: () => void) {
    this.#request = request;
    this.#response = response;
    this.#stall = stall;
    this.#drained = drained;
  }

  /** Whether something of the final answer is on its way, so that no other can be given. */
  get begun(): boolean {
    return this.#response.headersSent;
  }

  /** Passes an interim answer on (RFC 9110 §15.2), to clients that can read it. */
  inform(status: number, head: ResponseHead): void {
    if (this.#request.httpVersionMinor === 0 || (this.#interim += 1) > MOST_INTERIM) return;
    if (status === PROCESSING) this.#response.writeProcessing();
    if (status !== EARLY_HINTS) return;
    const hints: Record<string, string[]> = {};
    for (let index = 0; index < head.fields.length; index += 2) {
      const name = (head.fields[index] ?? '').toLowerCase();
      (hints[name] ??= []).push(head.fields[index + 1] ?? '');
    }
    const { link, ...others } = hints;
    if (link === undefined) return;
    const rest = Object.fromEntries(
      Object.entries(others).map(([name, values]) => [name, values.join(', ')]),
    );
    try {
      this.#response.writeEarlyHints({ ...rest, link });
    } catch {
      // A hint that Node finds malformed is not worth the answer that follows.
    }
  }

  /**
   * The final head; it goes out with the first part of the body, or alone when that does not follow at once.
   *
   * @throws {BadAnswerError} when it cannot be sent on as it is
   */
  begin({ status, message, head, requestId }: Answer): void {
    const { fields, trailer, contentLength } = head;
    const request = this.#request;
    this.#expected = contentLength ?? -1;
    fields.push(REQUEST_ID, requestId, 'via', VIA);
    // A chunked body is the only one that can be followed by trailers; Node throws otherwise (RFC 9110 §6.6.2).
    this.#trailers = contentLength === undefined && request.httpVersionMinor > 0 && hasBody(request, status);
    if (this.#trailers && trailer !== undefined) fields.push('trailer', trailer);
    if (CONTROL.test(message)) throw new BadAnswerError('the reason has control characters');
    try {
      this.#response.writeHead(status, REASON.test(message) ? message : STATUS_CODES[status], fields);
    } catch (cause) {
      throw new BadAnswerError('a field has characters that it must not have', { cause });
    }
    process.nextTick(flush, this);
  }

  /** A part of the body; false when the client cannot take more for now. */
  write(chunk: Buffer): boolean {
    if (!this.#flushed) {
      this.#flushed = true;
      if (chunk.length === this.#expected) {
        // As text, because Node writes head and body at once then; latin1 keeps every byte.
        if (chunk.length <= SMALL) this.#response.end(chunk.toString('latin1'), 'latin1');
        else this.#response.end(chunk);
        if (this.#response.writableLength > 0) this.#wait();
        return true;
      }
    }
    if (this.#response.write(chunk)) return true;
    if (!this.#waiting) this.#wait();
    return false;
  }

  /** The body is complete. */
  end(trailers: RawFields | null): void {
    if (this.#response.writableEnded) return;
    this.#flushed = true;
    if (trailers !== null && trailers.length > 0 && this.#trailers) {
      this.#response.addTrailers(readTrailers(trailers));
    }
    this.#response.end();
    if (this.#response.writableLength > 0) this.#wait();
  }

  /** The client has been sent more than it has taken. It may take its time, but not for ever. */
  #wait(): void {
    const response = this.#response;
    if (this.#patience === undefined) {
      response.on('close', () => clearTimeout(this.#patience));
      response.on('drain', () => {
        clearTimeout(this.#patience);
        this.#waiting = false;
        this.#drained();
      });
    }
    this.#waiting = true;
    clearTimeout(this.#patience);
    this.#patience = setTimeout(() => response.destroy(), this.#stall);
  }

  /** Breaks the answer off in a way that the client cannot take for its end. */
  break(): void {
    this.#response.destroy();
  }

  /** Sends the head if it has not gone out with something else. */
  flush(): void {
    if (this.#flushed || this.#response.destroyed) return;
    this.#flushed = true;
    this.#response.flushHeaders();
  }
}

function flush(delivery: Delivery): void {
  delivery.flush();
}

function hasBody({ method }: IncomingMessage, status: number): boolean {
  return method !== 'HEAD' && status !== 204 && status !== 304;
}
