import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { plainAddress } from '../http/client-address.ts';
import { BROKEN } from './body.ts';
import type { HttpProblem } from './problem.ts';
import { rawAnswer } from './raw-answer.ts';

/** How long bytes that nobody wants are still taken from a connection that has been ended, in milliseconds. */
const LINGER = 1000;

/** A request and the answer to it. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

/**
 * A client's connection, as far as it has to be known to keep its answers in order and to end it well. Node answers what
 * its parser rejects at once, even when an earlier request is about to be answered, and resets a connection on which
 * something is left unread, which can take the answer away from the client (RFC 9112 §9.6).
 */
export class Connection {
  /** Whom it leads to. */
  readonly peer: string;
  readonly #socket: Socket;
  #last: Exchange | undefined;
  #broken: HttpProblem | undefined;
  #ended = false;

  constructor(socket: Socket) {
    this.#socket = socket;
    this.peer = plainAddress(socket.remoteAddress);
    // What Node calls after an answer with `Connection: close`; it would not read what the client still sends.
    socket.destroySoon = () => this.#end();
  }

  /** Whether the connection has been ended: what still comes is not answered (RFC 9112 §9.6). */
  get ended(): boolean {
    return this.#ended;
  }

  /**
   * Serves a request: at once, as answers queue up by themselves, or, when it waits for a 100 (Continue), in its turn,
   * since that does not queue.
   */
  serve(exchange: Exchange, listener: (exchange: Exchange) => void): void {
    if (this.#ended) return;
    const before = this.#last?.response;
    this.#last = exchange;
    if (exchange.request.headers.expect === undefined || before === undefined || before.writableFinished) {
      listener(exchange);
      return;
    }
    before.once('close', () => {
      if (this.#broken !== undefined) this.#end(this.#broken);
      else if (this.#socket.writable) listener(exchange);
    });
  }

  /** Answers what is no request, or breaks off inside one, in its turn; then ends the connection. */
  refuse(problem: HttpProblem): void {
    if (this.#ended || !this.#socket.writable) return;
    const { request, response } = this.#last ?? {};
    const inBody = request?.complete === false;
    if (response === undefined || response.writableFinished) {
      // A request is answered once, even when the rest of its body turns out to be bad.
      this.#end(inBody ? undefined : problem);
      return;
    }
    if ((inBody && request.emit(BROKEN, problem)) || this.#broken !== undefined) return;
    this.#broken = problem;
    response.once('close', () => this.refuse(problem));
  }

  /** Says that nothing more will be sent, and waits for the client to say so too. */
  #end(problem?: HttpProblem): void {
    const socket = this.#socket;
    if (this.#ended) return;
    this.#ended = true;
    if (problem) socket.write(rawAnswer(problem));
    socket.end();
    socket.resume();
    const timer = setTimeout(() => socket.destroy(), LINGER);
    socket.once('close', () => clearTimeout(timer));
  }
}
