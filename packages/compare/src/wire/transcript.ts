import { isInterim, type Message } from '@echo-twins/differences/message';
import { scanRequests } from './request-scan.ts';
import { readResponse } from './response.ts';

/** What went over one connection, in both directions, and what it means. */
export class Transcript {
  readonly #sent: Buffer[] = [];
  readonly #chunks: Buffer[] = [];
  #size = 0;
  #needed = 0;
  #read = 0;
  #ended = false;
  #methods: readonly string[] | undefined;
  readonly #messages: Message[] = [];
  #partial: Message | undefined;
  #garbage = false;

  /** Notes bytes that were sent. */
  sent(bytes: Buffer): void {
    this.#sent.push(bytes);
    this.#methods = undefined;
  }

  /** Notes bytes that arrived, and reads what is complete. */
  received(bytes: Buffer): void {
    this.#chunks.push(bytes);
    this.#size += bytes.length;
    if (this.#size >= this.#needed) this.#advance();
  }

  /** Notes that the server sent its last byte. */
  ended(): void {
    this.#ended = true;
    this.#advance();
  }

  /** Every byte that was sent. */
  get request(): Buffer {
    return Buffer.concat(this.#sent);
  }

  /** Every byte that arrived. */
  get response(): Buffer {
    if (this.#chunks.length > 1) this.#chunks.splice(0, Infinity, Buffer.concat(this.#chunks));
    return this.#chunks[0] ?? Buffer.alloc(0);
  }

  /** How many bytes arrived. */
  get size(): number {
    return this.#size;
  }

  /** The responses in order; the last one may not be complete. */
  get messages(): readonly Message[] {
    return this.#partial ? [...this.#messages, this.#partial] : this.#messages;
  }

  /** Complete final responses. */
  get finals(): readonly Message[] {
    return this.#messages.filter((message) => !isInterim(message));
  }

  /** How many final responses the bytes that were sent ask for; at least one. */
  get expected(): number {
    return Math.max(1, this.#requests().length);
  }

  /** Whether everything that was asked for has been answered, and no answer is half there. */
  get answered(): boolean {
    return this.finals.length >= this.expected && this.#read === this.#size;
  }

  /** Whether bytes arrived that are not HTTP/1. */
  get garbage(): boolean {
    return this.#garbage;
  }

  #requests(): readonly string[] {
    this.#methods ??= scanRequests(this.request);
    return this.#methods;
  }

  #advance(): void {
    this.#partial = undefined;
    this.#needed = 0;
    const bytes = this.response;
    while (this.#read < bytes.length && !this.#garbage) {
      const method = this.#requests()[this.finals.length] ?? '';
      const reading = readResponse(bytes.subarray(this.#read), { method, ended: this.#ended });
      if (typeof reading === 'string') {
        this.#garbage = reading === 'garbage';
        return;
      }
      if (!reading.message.complete) {
        this.#partial = reading.message;
        this.#needed = this.#read + reading.length;
        return;
      }
      this.#messages.push(reading.message);
      this.#read += reading.length;
    }
  }
}
