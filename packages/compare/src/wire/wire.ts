import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Limits } from '../exchange/limits.ts';
import type { Endpoint } from './endpoint.ts';
import { Transcript } from './transcript.ts';

/** How a connection stands: open, ended by the server (FIN or RST), dropped by this side, or never made. */
export type Standing = 'open' | 'fin' | 'reset' | 'dropped' | 'refused';

/** Large bodies go out in pieces of this size, so that an early answer is seen before a write can fail. */
const PIECE = 64 * 1024;

/** One raw connection: sends exactly the bytes it is given, and keeps everything that comes back. */
export class Wire {
  readonly transcript = new Transcript();
  readonly #socket: Socket;
  readonly #limits: Pick<Limits, 'bytes' | 'pause'>;
  readonly #started = performance.now();
  #standing: Standing = 'open';
  #firstByteAt: number | undefined;
  #closedAt: number | undefined;
  #lastByteAt = performance.now();
  #overflowed = false;
  #writeFailed = false;

  private constructor(socket: Socket, limits: Pick<Limits, 'bytes' | 'pause'>) {
    this.#socket = socket;
    this.#limits = limits;
    socket.setNoDelay(true);
    socket.on('data', (bytes: Buffer) => this.#receive(bytes));
    socket.on('end', () => this.#close('fin'));
    socket.on('error', (error) => {
      // A write that fails ends the socket, together with what it has received and nobody has read.
      this.#writeFailed ||= ('syscall' in error && error.syscall === 'write') || socket.writableLength > 0;
      this.#close('reset');
    });
    socket.on('close', () => this.#close('fin'));
  }

  /** Connects; a connection that cannot be made has the standing `refused`. */
  static async open({ host, port }: Endpoint, limits: Pick<Limits, 'bytes' | 'pause'>): Promise<Wire> {
    const socket = connect({ host, port, allowHalfOpen: true });
    const wire = new Wire(socket, limits);
    try {
      await once(socket, 'connect');
    } catch (error) {
      // Reset at once: somebody did accept it.
      const reset = error instanceof Error && 'code' in error && error.code === 'ECONNRESET';
      wire.#standing = reset ? 'reset' : 'refused';
    }
    return wire;
  }

  get standing(): Standing {
    return this.#standing;
  }

  /** Milliseconds from connect to the first byte that came back. */
  get firstByteAfter(): number | undefined {
    return this.#firstByteAt;
  }

  /** Milliseconds from connect to the end of the connection. */
  get closedAfter(): number | undefined {
    return this.#closedAt;
  }

  /** How long nothing has come, in milliseconds. */
  get silentFor(): number {
    return performance.now() - this.#lastByteAt;
  }

  /** Whether the server sent more than the limit. */
  get overflowed(): boolean {
    return this.#overflowed;
  }

  /** Whether the server went away while bytes were still on their way to it, and may have answered unseen. */
  get cutWhileSending(): boolean {
    return this.#writeFailed && this.transcript.finals.length === 0;
  }

  /** Sends bytes; stops when the server has closed. */
  async send(bytes: Buffer): Promise<void> {
    const { pause } = this.#limits;
    this.transcript.sent(bytes);
    for (let at = 0; at < bytes.length && this.#standing === 'open'; at += PIECE) {
      const flushed = this.#socket.write(bytes.subarray(at, at + PIECE));
      if (bytes.length <= PIECE) return;
      if (!flushed) await this.until(() => this.#socket.writableLength === 0, 1000);
      await nextTurn();
      if (pause > 0) await this.until(() => this.#standing !== 'open' || this.transcript.size > 0, pause);
    }
  }

  /** Sends FIN: nothing more comes from this side, answers are still read. */
  finish(): void {
    this.#socket.end();
  }

  /** Drops the connection with RST. */
  reset(): void {
    this.#close('dropped');
    this.#socket.resetAndDestroy();
  }

  /** Ends the connection from this side; nothing that happens to it afterwards counts. */
  discard(): void {
    this.#socket.destroy();
  }

  /** Waits until `done`, asked after everything that happens; false when `ms` passed before. */
  until(done: () => boolean, ms: number): Promise<boolean> {
    if (done()) return Promise.resolve(true);
    return new Promise((resolve) => {
      const events = ['data', 'drain', 'close', 'end', 'error'];
      const settle = (result: boolean): void => {
        clearTimeout(timer);
        for (const event of events) this.#socket.off(event, check);
        resolve(result);
      };
      const check = (): void => {
        if (done()) settle(true);
      };
      // A timer of a busy process may come before what has long arrived is read: look once more after the next poll.
      const timer = setTimeout(() => {
        setImmediate(() => settle(done()));
      }, ms);
      for (const event of events) this.#socket.on(event, check);
    });
  }

  #receive(bytes: Buffer): void {
    this.#lastByteAt = performance.now();
    this.#firstByteAt ??= this.#lastByteAt - this.#started;
    this.transcript.received(bytes);
    if (this.transcript.size <= this.#limits.bytes) return;
    this.#overflowed = true;
    this.#socket.destroy();
  }

  #close(standing: Standing): void {
    if (this.#standing !== 'open') return;
    this.#standing = standing;
    this.#closedAt = performance.now() - this.#started;
    this.transcript.ended();
    if (standing === 'fin') this.#socket.destroySoon();
  }
}
