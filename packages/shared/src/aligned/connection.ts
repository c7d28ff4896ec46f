import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { plainAddress } from '../http/client-address.ts';
import { BROKEN } from './body.ts';
import type { HttpProblem } from './problem.ts';
import { rawAnswer } from './raw-answer.ts';

/** How long bytes that nobody wants are still taken from a connection that has been ended, in milliseconds. */
const LINGER = 1000;

/**
 * A client's connection, as far as it has to be known to end it well. Node answers what its parser rejects at once, even
 * when an earlier request is about to be answered, and resets a connection on which something is left unread, which can
 * take the answer away from the client (RFC 9112 §9.6). Here answers keep their order, and ending is done in two steps.
 */
export class Connection {
  /** Whom it leads to. */
  readonly peer: string;
  readonly #socket: Socket;
  #request: IncomingMessage | undefined;
  #response: ServerResponse | undefined;
  #ended = false;

  constructor(socket: Socket) {
    this.#socket = socket;
    this.peer = plainAddress(socket.remoteAddress);
    // What Node calls after an answer with `Connection: close`; it would not read what the client still sends.
    socket.destroySoon = () => this.#linger();
  }

  /** Whether the connection has been ended: what still comes is not answered (RFC 9112 §9.6). */
  get ended(): boolean {
    return this.#ended;
  }

  /** A request has come in. */
  begin(request: IncomingMessage, response: ServerResponse): void {
    this.#request = request;
    this.#response = response;
  }

  /** Answers what is no request, or breaks off inside one, in its turn; then ends the connection. */
  refuse(problem: HttpProblem): void {
    const socket = this.#socket;
    if (this.#ended || !socket.writable) return;
    const request = this.#request;
    const response = this.#response;
    const inBody = request?.complete === false;
    if (inBody && request.emit(BROKEN, problem)) return;
    if (response !== undefined && !response.writableFinished && !(inBody && !response.headersSent)) {
      response.once('close', () => this.refuse(problem));
      return;
    }
    // A request is answered once, even when the rest of its body turns out to be bad.
    if (!inBody || response?.headersSent === false) socket.write(rawAnswer(problem));
    this.#linger();
  }

  /** Says that nothing more will be sent, and waits for the client to say so too. */
  #linger(): void {
    const socket = this.#socket;
    if (this.#ended) return;
    this.#ended = true;
    socket.end();
    socket.resume();
    const timer = setTimeout(() => socket.destroy(), LINGER);
    socket.once('close', () => clearTimeout(timer));
  }
}
