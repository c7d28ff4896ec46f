import type { Socket } from 'node:net';
import type { Readable } from 'node:stream';
import { lastChunkText } from './request-text.ts';
import { releaseOnceWritten } from './spent.ts';

/** How a body that comes is framed. */
export interface Framing {
  /** Whether it has no length. */
  readonly chunked: boolean;
  /** Whether nobody else has its parts, so that each is gone once it has been written. */
  readonly disposable?: boolean;
  /** What follows it in chunks, `[name, value, …]`, once all of it has come. */
  readonly trailers?: (() => readonly string[]) | undefined;
}

/** Writes a body to a connection as it comes, as fast as the replica takes it. */
export class UploadWriter {
  readonly #socket: Socket;
  readonly #body: Readable;
  readonly #framing: Framing;
  #ended = false;

  constructor(socket: Socket, body: Readable, framing: Framing) {
    this.#socket = socket;
    this.#body = body;
    this.#framing = framing;
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
    const { chunked, disposable = false } = this.#framing;
    const written = disposable ? releaseOnceWritten(chunk) : undefined;
    if (chunked) {
      socket.cork();
      socket.write(`${chunk.length.toString(16)}\r\n`, 'latin1');
      socket.write(chunk, written);
      socket.write('\r\n', 'latin1');
      socket.uncork();
    } else socket.write(chunk, written);
    if (socket.writableNeedDrain) this.#body.pause();
  };

  readonly #end = (): void => {
    this.#ended = true;
    this.#socket.off('drain', this.#resume);
    const { chunked, trailers } = this.#framing;
    if (chunked) this.#socket.write(lastChunkText(trailers?.() ?? []), 'latin1');
  };
}
