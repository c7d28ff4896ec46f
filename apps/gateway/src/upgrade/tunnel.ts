import type { Socket } from 'node:net';
import { closeFrame } from './close-frame.ts';
import { FrameBoundary } from './frame-boundary.ts';

/** A WebSocket that stands: the client's connection and the replica's. */
export class Tunnel {
  readonly #replica: Socket;
  readonly #boundary = new FrameBoundary();
  #asked = false;

  constructor(client: Socket, replica: Socket) {
    this.#replica = replica;
    client.on('data', (chunk: Buffer) => {
      this.#boundary.pass(chunk);
      if (this.#asked) this.#close();
    });
    // What the client still says has nowhere to go; unread, it would hide that the client has ended, too.
    replica.on('close', () => client.end().resume());
  }

  /**
   * Has both sides told that it ends. The replica is told in the client's name that the client goes away; it answers and
   * ends the connection, and the client hears of it from the replica, in the middle of nothing.
   */
  end(): void {
    this.#asked = true;
    this.#close();
  }

  #close(): void {
    if (!this.#boundary.between || this.#replica.destroyed) return;
    this.#asked = false;
    this.#replica.write(closeFrame());
  }
}
