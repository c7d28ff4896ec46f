import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { Endpoint } from '../../wire/endpoint.ts';
import { type Answer, BROKEN } from './answer.ts';
import { AnswerScan } from './answer-scan.ts';
import type { Channel } from './channel.ts';

/** What a connection sends, and where. */
export interface Errand {
  readonly endpoint: Endpoint;
  readonly request: Buffer;
  /** Asked before each request: whether its answer is to be kept for a look. */
  keeps(): boolean;
}

const READ_BUFFER = 64 * 1024;

/** A connection that is kept alive, and opened again when the server closes it. */
export class Connection implements Channel {
  readonly #errand: Errand;
  readonly #buffer = Buffer.allocUnsafe(READ_BUFFER);
  #socket: Socket | undefined;
  #scan: AnswerScan | undefined;
  #done: ((answer: Answer) => void) | undefined;
  #ended = false;

  constructor(errand: Errand) {
    this.#errand = errand;
  }

  /** @throws {Error} when nobody accepts it */
  async open(): Promise<void> {
    await once(this.#connect(), 'connect');
  }

  send(done: (answer: Answer) => void): void {
    this.#done = done;
    this.#scan = new AnswerScan(this.#errand.keeps());
    const socket = this.#socket ?? this.#connect();
    socket.write(this.#errand.request);
  }

  /** Closes it; a request under way is not told of. */
  end(): void {
    this.#ended = true;
    this.#done = undefined;
    this.#socket?.destroy();
  }

  #connect(): Socket {
    const { host, port } = this.#errand.endpoint;
    const buffer = this.#buffer;
    // One buffer a connection, read in place: without it every read allocates and goes through a stream.
    const onread = {
      buffer,
      callback: (size: number): boolean => {
        this.#read(buffer.subarray(0, size));
        return true;
      },
    };
    const socket = connect({ host, port, noDelay: true, onread });
    this.#socket = socket;
    socket.on('error', () => socket.destroy());
    socket.once('close', () => this.#closed(socket));
    return socket;
  }

  #read(bytes: Buffer): void {
    const scan = this.#scan;
    if (!scan) return;
    try {
      if (!scan.push(bytes)) return;
    } catch {
      this.#socket?.destroy();
      return;
    }
    if (scan.closes) this.#drop();
    this.#finish(scan.answer());
  }

  /** The next request takes a new connection. */
  #drop(): void {
    const socket = this.#socket;
    this.#socket = undefined;
    socket?.destroy();
  }

  #closed(socket: Socket): void {
    if (socket !== this.#socket) return;
    this.#socket = undefined;
    const scan = this.#scan;
    if (this.#ended || !scan) return;
    this.#finish(scan.endsWithConnection ? scan.answer() : BROKEN);
  }

  #finish(answer: Answer): void {
    const done = this.#done;
    this.#done = undefined;
    this.#scan = undefined;
    done?.(answer);
  }
}
