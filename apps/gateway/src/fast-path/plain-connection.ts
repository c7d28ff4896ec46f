import type { Socket } from 'node:net';
import { readPlainHead } from './plain-head.ts';
import { PlainRequest } from './plain-request.ts';
import { PlainResponse } from './plain-response.ts';

/** What a connection needs of the server that it came to. */
export interface PlainHost {
  /** Seconds, for `Keep-Alive`. */
  readonly keepAliveSeconds: number;
  serve(request: PlainRequest, response: PlainResponse): void;
  /** Gives the connection to Node's parser, with the bytes that it is to begin with. */
  handOver(connection: PlainConnection, bytes: Buffer): void;
  closed(connection: PlainConnection): void;
}

/** What a client may send ahead while its request is being answered, in bytes: beyond, it is not read. */
const MOST_AHEAD = 64 * 1024;

/**
 * A client's connection as long as it is used plainly: one request at a time, each whole in one read. With the first bytes
 * that are anything else it is Node's, for good.
 */
export class PlainConnection {
  readonly socket: Socket;
  /** Since when it has waited for a request, on the clock of `performance.now()`. */
  idleSince = performance.now();
  /** Whether it has made a request. */
  used = false;
  readonly #host: PlainHost;
  #response: PlainResponse | undefined;
  #ahead: Buffer[] = [];
  #aheadSize = 0;
  #ended = false;

  constructor(socket: Socket, host: PlainHost) {
    this.socket = socket;
    this.#host = host;
    socket.on('data', this.#onData).on('end', this.#onEnd).on('error', ignore).on('close', this.#onClose);
  }

  /** Whether a request is being answered. */
  get busy(): boolean {
    return this.#response !== undefined;
  }

  /** Lets go of the socket. */
  release(): void {
    const { socket } = this;
    socket.off('data', this.#onData).off('end', this.#onEnd).off('error', ignore).off('close', this.#onClose);
  }

  /** Whether the client has ended its side. */
  get ended(): boolean {
    return this.#ended;
  }

  /** Ends it. What still comes is not a request (RFC 9112 §9.6). */
  end(): void {
    this.socket.off('data', this.#onData).destroySoon();
  }

  readonly #onData = (bytes: Buffer): void => {
    if (this.#response !== undefined) {
      this.#ahead.push(bytes);
      this.#aheadSize += bytes.length;
      if (this.#aheadSize > MOST_AHEAD) this.socket.pause();
      return;
    }
    // Means nothing (RFC 9112 §2.2); Node's parser, new to the connection, would take it for the beginning of a request.
    if (bytes.equals(EMPTY_LINE)) return;
    const head = readPlainHead(bytes.toString('latin1'));
    // What is sent ahead needs an order to be kept; that is Node's business and the pipeline's.
    if (head === undefined || head.end !== bytes.length) {
      this.#host.handOver(this, bytes);
      return;
    }
    const { method, connection } = head;
    this.used = true;
    this.#response = new PlainResponse(this.socket, {
      method,
      keepAlive: this.#host.keepAliveSeconds,
      finished: this.#onFinished,
    });
    if (connection === 'close' || connection === 'Close') this.#response.shouldKeepAlive = false;
    this.#host.serve(new PlainRequest(head, this.socket), this.#response);
  };

  readonly #onFinished = (): void => {
    const keeps = this.#response?.shouldKeepAlive === true;
    this.#response = undefined;
    this.idleSince = performance.now();
    if (!keeps) this.end();
    else if (this.#aheadSize > 0) this.#goOn();
    else if (this.#ended) this.end();
  };

  /** Reads what was sent ahead. */
  #goOn(): void {
    const bytes = Buffer.concat(this.#ahead);
    this.#ahead = [];
    this.#aheadSize = 0;
    this.socket.resume();
    if (this.#ended) this.#host.handOver(this, bytes);
    else this.#onData(bytes);
  }

  /** A client that has only ended its own side still gets its answer. */
  readonly #onEnd = (): void => {
    this.#ended = true;
    if (this.#response === undefined) this.end();
  };

  readonly #onClose = (): void => {
    this.#host.closed(this);
    this.#response?.close();
  };
}

const EMPTY_LINE = Buffer.from('\r\n');

/** An error is followed by `close`. */
function ignore(): void {}
