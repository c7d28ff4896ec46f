import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';

/**
 * A request's body on its way to a replica. It takes from the client only what the replica takes (back-pressure), begins
 * only when somebody reads, so that it can be given to another replica as long as nobody has, and leaves the client's
 * request as it is when the replica has had enough: the answer still has to go out.
 */
export class Upload extends Readable {
  readonly #request: IncomingMessage;
  readonly #progress: (bytes: number) => void;
  #attached = false;

  /** @param progress called with the size of each part that comes from the client */
  constructor(request: IncomingMessage, progress: (bytes: number) => void) {
    super({ highWaterMark: 64 * 1024 });
    this.#request = request;
    this.#progress = progress;
  }

  override _read(): void {
    if (!this.#attached) {
      this.#attached = true;
      this.#request.on('data', this.#onData).on('end', this.#onEnd);
    }
    this.#request.resume();
  }

  override _destroy(error: Error | null, callback: (error?: Error | null) => void): void {
    this.#request.off('data', this.#onData).off('end', this.#onEnd);
    callback(error);
  }

  readonly #onData = (chunk: Buffer): void => {
    this.#progress(chunk.length);
    if (!this.destroyed && !this.push(chunk)) this.#request.pause();
  };

  readonly #onEnd = (): void => {
    this.push(null);
  };
}
