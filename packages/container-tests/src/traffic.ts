import { randomUUID } from 'node:crypto';
import { Agent, type IncomingMessage, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

/** One request of a client that never tries again by itself. */
export interface Exchange {
  /** Its `X-Request-Id`. */
  readonly id: string;
  readonly method: 'GET' | 'POST';
  /** 0 when no answer came. */
  readonly status: number;
  readonly body: string;
}

/** A request to send. */
export interface Sending {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly agent?: Agent;
}

/** Sends one request and waits for its answer; a POST carries a message. It never throws: no answer is an answer too. */
export function send({ method, url, agent }: Sending): Promise<Exchange> {
  const id = randomUUID();
  const message = method === 'POST' ? JSON.stringify({ message: id }) : '';
  const headers = { 'X-Request-Id': id, ...(message && { 'Content-Type': 'application/json' }) };
  return new Promise((resolve) => {
    const done = (status: number, body: string): void => resolve({ id, method, status, body });
    const sent = request(url, { method, headers, ...(agent && { agent }) }, (response: IncomingMessage) => {
      let body = '';
      response.setEncoding('utf8').on('data', (text: string) => (body += text));
      response.on('end', () => done(response.statusCode ?? 0, body));
      response.on('error', (error) => done(0, error.message));
    });
    sent.on('error', (error) => done(0, error.message));
    sent.end(message);
  });
}

/** A client that keeps requesting, over connections that stay open, until it is stopped. */
export class Traffic {
  readonly #exchanges: Exchange[] = [];
  readonly #workers: readonly Promise<void>[];
  readonly #agent = new Agent({ keepAlive: true });
  #stopped = false;

  /** @param targets taken in turn by each of a few workers, about a hundred requests a second altogether */
  constructor(targets: readonly Sending[]) {
    this.#workers = Array.from({ length: WORKERS }, () => this.#work(targets));
  }

  /** Waits until so many more requests have been answered. */
  async more(count: number): Promise<void> {
    const goal = this.#exchanges.length + count;
    while (this.#exchanges.length < goal) await sleep(PAUSE);
  }

  /** Waits for what is in flight. */
  async stop(): Promise<readonly Exchange[]> {
    this.#stopped = true;
    await Promise.all(this.#workers);
    this.#agent.destroy();
    return this.#exchanges;
  }

  async #work(targets: readonly Sending[]): Promise<void> {
    while (!this.#stopped) {
      for (const target of targets) {
        this.#exchanges.push(await send({ ...target, agent: this.#agent }));
        await sleep(PAUSE);
      }
    }
  }
}

const WORKERS = 4;
/** Between two requests of a worker, in milliseconds. */
const PAUSE = 20;
