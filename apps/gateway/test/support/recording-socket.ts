import { Socket, type SocketConstructorOpts } from 'node:net';
import type { DuplexOptions } from 'node:stream';

/** A connection to nobody: it remembers what it is given, one write after the other, and is as slow as it is told to be. */
export class RecordingSocket extends Socket {
  /** What each write has come to, as latin1; what goes out together is one. */
  readonly written: string[] = [];
  /** Whether writes stay under way until they are let go on. */
  slow = false;
  #finish: (() => void) | undefined;

  /** @param capacity how many bytes may wait before it says that it needs time */
  constructor(capacity = 16_384) {
    const options: SocketConstructorOpts & DuplexOptions = { highWaterMark: capacity };
    super(options);
  }

  override _write(chunk: Buffer | string, encoding: BufferEncoding, done: () => void): void {
    this._writev([{ chunk, encoding }], done);
  }

  override _writev(chunks: { chunk: Buffer | string; encoding: BufferEncoding }[], done: () => void): void {
    const bytes = chunks.map(({ chunk, encoding }) =>
      typeof chunk === 'string' ? Buffer.from(chunk, encoding) : chunk,
    );
    this.written.push(Buffer.concat(bytes).toString('latin1'));
    this.#finish = done;
    if (!this.slow) this.goOn();
  }

  /** The write that is under way is done. */
  goOn(): void {
    const finish = this.#finish;
    this.#finish = undefined;
    finish?.();
  }
}
