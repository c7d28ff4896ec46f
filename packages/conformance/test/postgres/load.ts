import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

/** A message that was sent, and the status it was answered with; 0 for no answer. */
export interface Sent {
  readonly message: string;
  readonly status: number;
}

/** Between two messages of a worker, in milliseconds. */
const PAUSE = 5;

/** A worker a service, each sending message after message, until it is stopped. */
export class Load {
  /** What every message begins with. */
  readonly mark = randomUUID();
  readonly #sent: Sent[] = [];
  readonly #workers: readonly Promise<void>[];
  #stopped = false;

  constructor(ports: readonly number[]) {
    this.#workers = ports.map((port) => this.#work(`http://127.0.0.1:${port}/echo`));
  }

  /** Waits until so many more have been answered. */
  async more(count: number): Promise<void> {
    const goal = this.#sent.length + count;
    while (this.#sent.length < goal) await sleep(PAUSE);
  }

  async stop(): Promise<readonly Sent[]> {
    this.#stopped = true;
    await Promise.all(this.#workers);
    return this.#sent;
  }

  async #work(url: string): Promise<void> {
    while (!this.#stopped) {
      const message = `${this.mark} ${randomUUID()}`;
      const init = {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ message }),
      };
      const status = await fetch(url, init).then(
        async (response) => response.text().then(() => response.status),
        () => 0,
      );
      this.#sent.push({ message, status });
      await sleep(PAUSE);
    }
  }
}
