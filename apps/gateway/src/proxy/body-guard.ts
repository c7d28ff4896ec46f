import type { IncomingMessage } from 'node:http';
import type { RouteSettings } from '../config/schema.ts';

/** How often a body is looked at once its time is over, in milliseconds. */
const WINDOW = 1000;

/**
 * Watches that a request's body keeps coming. For some seconds it may come as it likes; from then on it needs a least rate,
 * so that a client that dribbles holds nothing for long, and an upload of any size passes. While the gateway itself does
 * not read, because the replica does not, nothing is held against the client.
 */
export class BodyGuard {
  readonly #request: IncomingMessage;
  readonly #settings: RouteSettings['body'];
  readonly #late: () => void;
  #timer: NodeJS.Timeout | undefined;
  #seen: number;

  constructor(request: IncomingMessage, settings: RouteSettings['body'], late: () => void) {
    this.#request = request;
    this.#settings = settings;
    this.#late = late;
    this.#seen = request.socket.bytesRead;
    if (settings.rate > 0) this.#wait(settings.time);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #wait(time: number): void {
    this.#timer = setTimeout(() => this.#look(time), time);
  }

  #look(time: number): void {
    const request = this.#request;
    if (request.complete || request.destroyed) return;
    const { bytesRead } = request.socket;
    const enough = (this.#settings.rate * time) / 1000;
    const moving = bytesRead - this.#seen >= enough || request.isPaused();
    this.#seen = bytesRead;
    if (moving) this.#wait(WINDOW);
    else this.#late();
  }
}
