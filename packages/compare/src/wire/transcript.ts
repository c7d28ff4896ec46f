import { isInterim, type Message } from './message.ts';
import { scanRequests } from './request-scan.ts';
import { readResponse } from './response.ts';

/** What went over one connection, in both directions, and what it means. */
export class Transcript {
  readonly #sent: Buffer[] = [];
  #received = Buffer.alloc(0);
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
    this.#received = Buffer.concat([this.#received, bytes]);
    this.#advance();
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
    return this.#received;
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
    return this.finals.length >= this.expected && this.#read === this.#received.length;
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
    while (this.#read < this.#received.length && !this.#garbage) {
      const method = this.#requests()[this.finals.length] ?? '';
      const reading = readResponse(this.#received.subarray(this.#read), { method, ended: this.#ended });
      if (typeof reading === 'string') {
        this.#garbage = reading === 'garbage';
        return;
      }
      if (!reading.message.complete) {
        this.#partial = reading.message;
        return;
      }
      this.#messages.push(reading.message);
      this.#read += reading.length;
    }
  }
}
