/** The length field says that the real length follows in so many bytes (RFC 6455 §5.2). */
const EXTENDED: Readonly<Record<number, number>> = { 126: 2, 127: 8 };
const MASK = 4;

/**
 * Watches one direction of a WebSocket, to know when it is between two frames: only there may a frame be put in. Bytes are
 * counted, not looked at.
 */
export class FrameBoundary {
  #header: number[] = [];
  #left = 0;

  /** Whether nothing of a frame has been seen, or all of it. */
  get between(): boolean {
    return this.#left === 0 && this.#header.length === 0;
  }

  /** Takes what has passed. */
  pass(chunk: Buffer): void {
    let at = 0;
    while (at < chunk.length) {
      if (this.#left > 0) {
        const passed = Math.min(this.#left, chunk.length - at);
        this.#left -= passed;
        at += passed;
        continue;
      }
      this.#header.push(chunk[at] ?? 0);
      at += 1;
      this.#begin();
    }
  }

  #begin(): void {
    const [, second] = this.#header;
    if (second === undefined) return;
    const short = second & 0x7f;
    const extra = EXTENDED[short] ?? 0;
    if (this.#header.length < 2 + extra) return;
    const length = extra === 0 ? short : this.#header.slice(2).reduce((sum, byte) => sum * 256 + byte, 0);
    this.#left = length + ((second & 0x80) === 0 ? 0 : MASK);
    this.#header = [];
  }
}
