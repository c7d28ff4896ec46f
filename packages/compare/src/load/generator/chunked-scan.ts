const LF = 0x0a;
const SIZE_LINE = 20;

/** Follows a chunked body (RFC 9112, section 7.1) without keeping it; trailers are read over. */
export class ChunkedScan {
  /** Bytes of body so far. */
  bytes = 0;
  readonly #keep: Buffer[] | undefined;
  #line = '';
  #left = 0;
  #stage: 'size' | 'data' | 'trailers' = 'size';

  /** @param keep where the body goes, when somebody wants it */
  constructor(keep: Buffer[] | undefined) {
    this.#keep = keep;
  }

  /**
   * Takes more bytes; true when the body is complete.
   *
   * @throws {Error} when a chunk size is no number
   */
  push(bytes: Buffer): boolean {
    let at = 0;
    while (at < bytes.length) {
      if (this.#stage === 'data') {
        at = this.#data(bytes, at);
        continue;
      }
      const end = bytes.indexOf(LF, at);
      this.#line += bytes.toString('latin1', at, end === -1 ? bytes.length : end);
      if (end === -1) return false;
      at = end + 1;
      if (this.#ended(this.#line.trim())) return true;
      this.#line = '';
    }
    return false;
  }

  #data(bytes: Buffer, at: number): number {
    const end = Math.min(bytes.length, at + this.#left);
    this.#keep?.push(Buffer.from(bytes.subarray(at, end)));
    this.bytes += end - at;
    this.#left -= end - at;
    if (this.#left === 0) this.#stage = 'size';
    return end;
  }

  /** Takes a line; true when it was the last of the body. */
  #ended(line: string): boolean {
    if (this.#stage === 'trailers') return line === '';
    // The line end behind a chunk's data.
    if (line === '' && this.bytes > 0) return false;
    const size = Number.parseInt(line, 16);
    if (Number.isNaN(size) || line.length > SIZE_LINE) throw new Error(`chunk size "${line.slice(0, 40)}"`);
    this.#left = size;
    this.#stage = size === 0 ? 'trailers' : 'data';
    return false;
  }
}
