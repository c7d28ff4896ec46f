import { type OnReadOpts, Socket, type SocketConstructorOpts } from 'node:net';
import type { DuplexOptions } from 'node:stream';

type Written = (error?: Error | null) => void;

const LOST: ReadonlySet<string> = new Set(['EPIPE', 'ECONNRESET']);
/** How long the rest of what a replica said may take to be read, in milliseconds; it has arrived already. */
const HEARING = 500;
const READ_AHEAD = 64 * 1024;

/**
 * A connection that is read to its end even when it cannot be written to any more. A server that does not want a large
 * body answers (413) and closes; Node would take the failed write for the end of it all, and throw the answer away that
 * has already arrived.
 */
export class UpstreamSocket extends Socket {
  /** @param onread where bytes are read to and who is told of them; undefined for a stream like any other */
  constructor(onread: OnReadOpts | undefined) {
    const options: SocketConstructorOpts & DuplexOptions = {
      highWaterMark: READ_AHEAD,
      ...(onread && { onread }),
    };
    super(options);
  }

  override _write(chunk: unknown, encoding: BufferEncoding, written: Written): void {
    super._write(chunk, encoding, this.#patient(written));
  }

  override _writev(chunks: { chunk: unknown; encoding: BufferEncoding }[], written: Written): void {
    super._writev?.(chunks, this.#patient(written));
  }

  /** As long as a write is not reported, nothing more is written, and reading goes on. */
  #patient(written: Written): Written {
    return (error) => {
      if (!error || !('code' in error) || !LOST.has(String(error.code))) {
        written(error);
        return;
      }
      const timer = setTimeout(written, HEARING, error);
      this.once('close', () => clearTimeout(timer));
    };
  }
}
