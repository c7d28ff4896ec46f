import type { Socket } from 'node:net';
import type { Readable } from 'node:stream';

/** Writes a body to a connection as it comes, as fast as the replica takes it. */
export class UploadWriter {
  readonly #socket: Socket;
  readonly #body: Readable;
  readonly #chunked: boolean;
  #ended = false;

  constructor(socket: Socket, body: Readable, chunked: boolean) {
    this.#socket = socket;
    this.#body = body;
    this.#chunked = chunked;
    socket.on('drain', this.#resume);
    body.on('data', this.#write);
    body.on('end', this.#end);
  }

  /** Whether all of it has been written. */
  get ended(): boolean {
    return this.#ended;
  }

  /** The replica has had enough, or is no more. */
  stop(): void {
    this.#socket.off('drain', this.#resume);
    this.#body.off('data', this.#write).off('end', this.#end).destroy();
  }

  readonly #resume = (): void => {
    this.#body.resume();
  };

  readonly #write = (chunk: Buffer): void => {
    const socket = this.#socket;
    // An empty chunk would be the last one.
    if (chunk.length === 0) return;
    if (this.#chunked) {
      socket.cork();
      socket.write(`${chunk.length.toString(16)}\r\n`, 'latin1');
      socket.write(chunk);
      socket.write('\r\n', 'latin1');
      socket.uncork();
    } else socket.write(chunk);
    if (socket.writableNeedDrain) this.#body.pause();
  };

  readonly #end = (): void => {
    this.#ended = true;
    this.#socket.off('drain', this.#resume);
    if (this.#chunked) this.#socket.write('0\r\n\r\n', 'latin1');
  };
}
