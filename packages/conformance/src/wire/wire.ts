import { connect, type Socket } from 'node:net';

/** Nothing is waited for longer than this; in milliseconds. */
const PATIENCE = 10_000;

/** A TCP connection on which every byte is said as it is meant, for what no HTTP client would send. */
export class Wire {
  readonly #socket: Socket;
  #received = '';
  #wake: () => void = () => undefined;
  #over = false;

  private constructor(socket: Socket, deaf: boolean) {
    this.#socket = socket;
    if (!deaf)
      socket.setEncoding('latin1').on('data', (text: string) => {
        this.#received += text;
        this.#wake();
      });
    // Of an error only that it ends the connection matters.
    socket
      .on('error', () => undefined)
      .on('close', () => {
        this.#over = true;
        this.#wake();
      });
  }

  /**
   * A `deaf` one never reads.
   *
   * @throws when nobody listens on the port
   */
  static open(port: number, { deaf = false } = {}): Promise<Wire> {
    return new Promise((resolve, reject) => {
      const socket = connect({ port, host: '127.0.0.1', noDelay: true });
      socket.once('error', reject).once('connect', () => resolve(new Wire(socket, deaf)));
    });
  }

  /** Sends bytes, given as latin-1. */
  say(bytes: string): void {
    this.#socket.write(bytes, 'latin1');
  }

  /** Leaves, without a word and without waiting for one. */
  leave(): void {
    this.#socket.destroy();
  }

  /**
   * Takes from what was received everything up to the end of the first match.
   *
   * @throws when the connection ends, or time runs out, before there is one
   */
  async hear(expected: RegExp): Promise<string> {
    const found = await this.#until(() => expected.exec(this.#received));
    const end = found.index + found[0].length;
    const heard = this.#received.slice(0, end);
    this.#received = this.#received.slice(end);
    return heard;
  }

  /** Everything that was received and not taken, once the other side has closed the connection. */
  async rest(): Promise<string> {
    await this.#until(() => this.#over || undefined);
    return this.#received;
  }

  async #until<T>(look: () => T | null | undefined): Promise<T> {
    const deadline = performance.now() + PATIENCE;
    for (;;) {
      const seen = look();
      if (seen !== null && seen !== undefined) return seen;
      const left = deadline - performance.now();
      if (this.#over) throw new Error(`the connection ended after ${JSON.stringify(this.#received)}`);
      if (left <= 0) throw new Error(`nothing more came after ${JSON.stringify(this.#received)}`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left);
        this.#wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }
}
