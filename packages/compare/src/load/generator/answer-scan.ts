import type { Answer } from './answer.ts';
import { ChunkedScan } from './chunked-scan.ts';

const HEAD_LIMIT = 64 * 1024;
const NONE = Buffer.alloc(0);

/**
 * Follows one answer on a connection that carries one request at a time. It reads only what a load generator needs: status,
 * framing, whether the connection ends; the body only when it was asked for.
 */
export class AnswerScan {
  /** Whether the server closes the connection behind this answer. */
  closes = false;
  readonly #kept: Buffer[] | undefined;
  #carried = NONE;
  #head = '';
  #status = 0;
  #bytes = 0;
  /** Bytes of body still to come; infinite when only the end of the connection ends it. */
  #left = -1;
  #chunked: ChunkedScan | undefined;

  /** @param keep whether the answer's body is wanted */
  constructor(keep: boolean) {
    this.#kept = keep ? [] : undefined;
  }

  /** Whether the end of the connection is the end of this answer. */
  get endsWithConnection(): boolean {
    return this.#left === Number.POSITIVE_INFINITY;
  }

  /**
   * Takes more bytes; true when the answer is complete.
   *
   * @throws {Error} when this is not HTTP/1
   */
  push(bytes: Buffer): boolean {
    if (this.#left !== -1) return this.#body(bytes);
    const all = this.#carried.length === 0 ? bytes : Buffer.concat([this.#carried, bytes]);
    const end = all.indexOf('\r\n\r\n');
    if (end === -1) {
      if (all.length > HEAD_LIMIT) throw new Error('a head of more than 64 KiB');
      this.#carried = Buffer.from(all);
      return false;
    }
    this.#carried = NONE;
    this.#readHead(all.toString('latin1', 0, end));
    const rest = all.subarray(end + 4);
    return this.#left === -1 ? this.push(rest) : this.#body(rest);
  }

  /** What has been read. */
  answer(): Answer {
    const bytes = this.#chunked?.bytes ?? this.#bytes;
    return { status: this.#status, bytes, body: this.#kept && Buffer.concat(this.#kept), head: this.#head };
  }

  #readHead(head: string): void {
    if (!head.startsWith('HTTP/1.')) throw new Error(`not HTTP/1: ${JSON.stringify(head.slice(0, 40))}`);
    this.#status = Number(head.slice(9, 12));
    // An interim answer: the one that counts comes behind it (RFC 9110, section 15.2).
    if (this.#status < 200 && this.#status !== 101) return;
    this.#head = head;
    const lower = head.toLowerCase();
    this.closes = head.startsWith('HTTP/1.0') || lower.includes('\r\nconnection: close');
    this.#left = this.#framing(lower);
  }

  #framing(lower: string): number {
    if (this.#status === 204 || this.#status === 304) return 0;
    const at = lower.indexOf('\r\ncontent-length:');
    if (at !== -1) return Number.parseInt(lower.slice(at + 17), 10);
    if (!lower.includes('\r\ntransfer-encoding: chunked')) return Number.POSITIVE_INFINITY;
    this.#chunked = new ChunkedScan(this.#kept);
    return 0;
  }

  #body(bytes: Buffer): boolean {
    if (this.#chunked) return this.#chunked.push(bytes);
    if (bytes.length > 0) this.#kept?.push(Buffer.from(bytes));
    this.#bytes += bytes.length;
    this.#left -= bytes.length;
    return this.#left <= 0;
  }
}
