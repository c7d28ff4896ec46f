import type { Socket } from 'node:net';
import { PlainResponse } from '../fast-path/plain-response.ts';
import { linger } from '../proxy/linger.ts';
import type { Handover } from './plain.ts';

/** What a client may send behind its last request, in bytes: beyond, it is not read before that is answered. */
const MOST_AHEAD = 64 * 1024;

/**
 * A client's connection that Node's parser has left for good, because of an upgrade or a CONNECT: the answer to its last
 * request. It is read all the time, because that is how a client's departure is felt.
 */
export class DetachedConnection {
  readonly socket: Socket;
  readonly response: PlainResponse;
  readonly #ahead: Buffer[];
  #size: number;
  #released = false;

  constructor({ socket, head }: Handover) {
    this.socket = socket;
    this.#ahead = [head];
    this.#size = head.length;
    this.response = new PlainResponse(socket, { method: 'GET', keepAlive: 0, finished: this.#onFinished });
    this.response.shouldKeepAlive = false;
    socket.on('error', ignore).on('close', () => this.response.close());
    socket.on('data', this.#onData);
  }

  /** Lets go of it, because it is used for something else; what the client has sent behind its request. */
  release(): Buffer {
    this.#released = true;
    this.socket.off('data', this.#onData);
    return Buffer.concat(this.#ahead);
  }

  readonly #onFinished = (): void => {
    if (this.#released) return;
    this.release();
    linger(this.socket);
  };

  readonly #onData = (bytes: Buffer): void => {
    this.#ahead.push(bytes);
    this.#size += bytes.length;
    if (this.#size > MOST_AHEAD) this.socket.pause();
  };
}

/** An error is followed by `close`. */
function ignore(): void {}
