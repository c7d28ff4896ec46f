import type { Socket } from 'node:net';
import type { Tunnel } from './tunnel.ts';

/** The WebSockets that go through a gateway, and how many more may. */
export class WebSockets {
  /** By the client's connection. */
  readonly #tunnels = new Map<Socket, Tunnel>();
  #places = 0;
  #ending = false;

  /** How many stand. */
  get open(): number {
    return this.#tunnels.size;
  }

  /** Takes a place for one that is to be opened, to be given back; false when none of `most` is left. */
  reserve(most: number): boolean {
    if (this.#places >= most) return false;
    this.#places += 1;
    return true;
  }

  /** Gives a place back. */
  free(): void {
    this.#places -= 1;
  }

  /** One has been opened. */
  add(client: Socket, tunnel: Tunnel): void {
    this.#tunnels.set(client, tunnel);
    if (this.#ending) tunnel.end();
  }

  /** One has ended. */
  remove(client: Socket): void {
    this.#tunnels.delete(client);
  }

  /** Tells all of them to end, and those that are opened from now on, because the gateway ends. */
  end(): void {
    this.#ending = true;
    for (const tunnel of this.#tunnels.values()) tunnel.end();
  }
}
