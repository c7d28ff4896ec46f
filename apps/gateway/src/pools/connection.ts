import { Client } from 'undici';
import type { PoolSettings } from '../config/schema.ts';
import { createConnector } from './connector.ts';

/** What connections are made with. */
export type ConnectionSettings = Pick<PoolSettings, 'connections' | 'deadlines'>;

/** What a connection tells the pool of connections that it belongs to. */
export interface ConnectionEvents {
  opened(): void;
  closed(): void;
  /** The replica has closed it while it was not in use, after this many milliseconds. */
  closedIdle(time: number): void;
}

const MOST_IDLE = 60_000;
const MOST_HEADER_BYTES = 16 * 1024;

/** One connection to a replica, used for one request at a time; it reconnects by itself when it has been closed. */
export class Connection {
  readonly client: Client;
  /** Whether it is in use now. */
  lent = false;
  /** For how long it had not been in use when it was lent, in milliseconds; 0 for one that was made then. */
  restedFor = 0;
  /** Whether what goes over it next must not be lost; then a new connection has to settle first. */
  careful = false;
  /** Whether it stands now; otherwise it will be made when it is used. */
  open = false;
  #idleSince = 0;
  #answers = 0;

  constructor(origin: string, { connections, deadlines }: ConnectionSettings, events: ConnectionEvents) {
    this.client = new Client(origin, {
      connect: createConnector({
        timeout: deadlines.connect,
        settleTime: () => (this.careful ? connections.settle : 0),
        opened: (socket) => {
          this.#answers = 0;
          this.open = true;
          events.opened();
          socket.once('close', () => events.closed());
        },
      }),
      // Deadlines are the exchange's business: undici's timers are only accurate to a second.
      headersTimeout: 0,
      bodyTimeout: 0,
      keepAliveTimeout: connections.idle,
      keepAliveMaxTimeout: Math.max(connections.idle, MOST_IDLE),
      maxHeaderSize: MOST_HEADER_BYTES,
    });
    this.client.on('disconnect', (_origin, _targets, error) => {
      const proven = this.proven;
      this.#answers = 0;
      this.restedFor = 0;
      this.open = false;
      // What undici closes itself, it calls information.
      if (proven && !this.lent && error.code !== 'UND_ERR_INFO') events.closedIdle(this.idleFor);
    });
  }

  /** Whether it is open and has carried an answer. */
  get proven(): boolean {
    return this.#answers > 0;
  }

  /** For how long it has not been in use, in milliseconds. */
  get idleFor(): number {
    return performance.now() - this.#idleSince;
  }

  /** It is in use from now on. */
  lend(): void {
    this.lent = true;
    this.restedFor = this.proven ? this.idleFor : 0;
  }

  /** It is not in use any more. */
  rest(answered: boolean): void {
    this.lent = false;
    this.#idleSince = performance.now();
    if (answered) this.#answers += 1;
  }
}
