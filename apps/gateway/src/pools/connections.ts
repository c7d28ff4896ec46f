import { Client } from 'undici';
import type { PoolSettings } from '../config/schema.ts';
import { createConnector } from './connector.ts';

/** Something that needs a connection for one exchange. */
export interface Borrower {
  /** Whether sending the same request twice does no harm (RFC 9110 §9.2.2). */
  readonly idempotent: boolean;
  /** Called, at once or after waiting, with the connection to use; it has to be given back. */
  borrowed(connection: Connection): void;
  /** Called instead when none came free in time, or when too many wait already. */
  refused(reason: 'queue full' | 'queue timeout' | 'closed'): void;
}

/** One connection to a replica, used for one request at a time; it reconnects by itself when it has been closed. */
export interface Connection {
  readonly client: Client;
  /** When it was given back, on the clock of `performance.now()`; 0 while it has never been used. */
  idleSince: number;
}

interface Waiting {
  readonly borrower: Borrower;
  readonly timer: NodeJS.Timeout;
}

/** What connections are made with. */
export type ConnectionSettings = Pick<PoolSettings, 'connections' | 'deadlines'>;

/**
 * The connections to one replica. The one used last is used first, so that those not needed fall idle and are closed;
 * above the bound requests wait in a bounded queue, in order.
 */
export class Connections {
  readonly #origin: string;
  readonly #settings: ConnectionSettings;
  readonly #idle: Connection[] = [];
  readonly #all = new Set<Connection>();
  readonly #waiting = new Set<Waiting>();
  #open = 0;
  #closed = false;

  constructor(origin: string, settings: ConnectionSettings) {
    this.#origin = origin;
    this.#settings = settings;
  }

  /** Sockets open to the replica. */
  get open(): number {
    return this.#open;
  }

  /** Requests waiting for a connection. */
  get waiting(): number {
    return this.#waiting.size;
  }

  /** Lends a connection; the borrower is told at once when one is free. */
  borrow(borrower: Borrower): void {
    const { connections, deadlines } = this.#settings;
    if (this.#closed) return borrower.refused('closed');
    const idle = this.#idle.pop();
    if (idle) return borrower.borrowed(idle);
    if (this.#all.size < connections.max) return borrower.borrowed(this.#create());
    if (this.#waiting.size >= connections.queue) return borrower.refused('queue full');
    const waiting: Waiting = {
      borrower,
      timer: setTimeout(() => {
        this.#waiting.delete(waiting);
        borrower.refused('queue timeout');
      }, deadlines.queue),
    };
    this.#waiting.add(waiting);
  }

  /** Takes a connection back, whatever became of it. */
  giveBack(connection: Connection): void {
    const [next] = this.#waiting;
    if (next) {
      this.#waiting.delete(next);
      clearTimeout(next.timer);
      next.borrower.borrowed(connection);
      return;
    }
    if (this.#closed) {
      void this.#end(connection);
      return;
    }
    connection.idleSince = performance.now();
    this.#idle.push(connection);
  }

  /** Lends no more; idle connections are closed, the others when they are given back. */
  close(): void {
    this.#closed = true;
    for (const { borrower, timer } of this.#waiting) {
      clearTimeout(timer);
      borrower.refused('closed');
    }
    this.#waiting.clear();
    for (const connection of this.#idle.splice(0)) void this.#end(connection);
  }

  #create(): Connection {
    const { connections, deadlines } = this.#settings;
    const client = new Client(this.#origin, {
      connect: createConnector({
        timeout: deadlines.connect,
        opened: (socket) => {
          this.#open += 1;
          socket.once('close', () => (this.#open -= 1));
        },
      }),
      // Deadlines are the exchange's business: undici's timers are only accurate to a second.
      headersTimeout: 0,
      bodyTimeout: 0,
      keepAliveTimeout: connections.idle,
      keepAliveMaxTimeout: Math.max(connections.idle, MOST_IDLE),
      maxHeaderSize: MOST_HEADER_BYTES,
    });
    const connection = { client, idleSince: 0 };
    this.#all.add(connection);
    return connection;
  }

  async #end(connection: Connection): Promise<void> {
    this.#all.delete(connection);
    await connection.client.destroy();
  }
}

const MOST_IDLE = 60_000;
const MOST_HEADER_BYTES = 16 * 1024;
