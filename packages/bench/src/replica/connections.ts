import type { Socket } from 'node:net';
import type { Mode } from './mode.ts';

const EVERY = 3;
const IMPATIENCE = 20;

/** What a replica does with its connections, beside what it does with requests. */
export class Connections {
  #made = 0;

  /** A connection was made. */
  made(socket: Socket, mode: Mode): void {
    this.#made += 1;
    if (mode === 'resetting' && this.#made % EVERY === 0) socket.resetAndDestroy();
  }

  /** An answer has gone out. */
  answered(socket: Socket, mode: Mode): void {
    if (mode !== 'impatient') return;
    socket.setTimeout(IMPATIENCE, () => socket.destroy());
  }

  /** A request came. */
  used(socket: Socket): void {
    socket.setTimeout(0);
  }
}
