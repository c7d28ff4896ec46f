import type { IncomingMessage } from 'node:http';
import type { RouteSettings } from '../config/schema.ts';

/** How often a body is looked at, in milliseconds. */
const WINDOW = 1000;

/** What a body has to keep to. */
export interface BodyTerms {
  readonly settings: RouteSettings['body'];
  /** Whether the gateway is about to end: then nobody may take their time any more. */
  readonly draining: () => boolean;
}

/**
 * Watches that a request's body keeps coming. For some seconds it may come as it likes; from then on it needs a least rate,
 * so that a client that dribbles holds nothing for long, and an upload of any size passes. While the gateway itself does
 * not read, because the replica does not, nothing is held against the client.
 */
export class BodyGuard {
  readonly #request: IncomingMessage;
  readonly #terms: BodyTerms;
  readonly #late: () => void;
  #timer: NodeJS.Timeout | undefined;
  #seen: number;
  #waited = 0;
  #allowed: number;

  constructor(request: IncomingMessage, terms: BodyTerms, late: () => void) {
    this.#request = request;
    this.#terms = terms;
    this.#late = late;
    this.#seen = request.socket.bytesRead;
    this.#allowed = terms.settings.time;
    if (terms.settings.rate > 0) this.#wait();
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #wait(): void {
    const time = Math.min(WINDOW, this.#allowed - this.#waited);
    this.#timer = setTimeout(() => this.#look(time), time);
  }

  #look(time: number): void {
    const request = this.#request;
    if (request.complete || request.destroyed) return;
    this.#waited += time;
    if (this.#waited >= this.#allowed || this.#terms.draining()) {
      const { bytesRead } = request.socket;
      const enough = (this.#terms.settings.rate * this.#waited) / 1000;
      if (bytesRead - this.#seen < enough && request.readableFlowing === true) return this.#late();
      this.#seen = bytesRead;
      this.#waited = 0;
      this.#allowed = WINDOW;
    }
    this.#wait();
  }
}
