import type { PoolSettings } from '../config/pool-schema.ts';
import { type Carrier, type Correspondent, type Message, Wire } from '../wire/wire.ts';
import { connect } from './connector.ts';
import type { Address } from './replica.ts';

/** What connections are made with. */
export type ConnectionSettings = Pick<PoolSettings, 'connections' | 'deadlines'>;

/** What a connection tells the pool of connections that it belongs to. */
export interface ConnectionEvents {
  opened(): void;
  closed(): void;
  /** The replica has closed it while it was not in use, after this many milliseconds. */
  closedIdle(time: number): void;
}

/** The longest that a replica may ask to keep a connection, and how much sooner it is given up, in milliseconds. */
const MOST_IDLE = 60_000;
const MARGIN = 2000;

/** One connection to a replica, used for one request at a time; it is made again when it has been closed. */
export class Connection {
  /** Whether it is in use now. */
  lent = false;
  /** For how long it had not been in use when it was lent, in milliseconds; 0 for one that was made then. */
  restedFor = 0;
  /** Whether what goes over it next must not be lost; then a new connection has to settle first. */
  careful = false;
  readonly #place: Address;
  readonly #settings: ConnectionSettings;
  readonly #events: ConnectionEvents;
  #wire: Wire | undefined;
  #giveUp: ((error: Error) => void) | undefined;
  #idleSince = 0;
  #answers = 0;

  constructor(place: Address, settings: ConnectionSettings, events: ConnectionEvents) {
    this.#place = place;
    this.#settings = settings;
    this.#events = events;
  }

  /** Whether it stands now; otherwise it will be made when it is used. */
  get open(): boolean {
    return this.#wire?.usable === true;
  }

  /** Whether it is open and has carried an answer. */
  get proven(): boolean {
    return this.open && this.#answers > 0;
  }

  /** For how long it has not been in use, in milliseconds. */
  get idleFor(): number {
    return performance.now() - this.#idleSince;
  }

  /** For how long it is kept when it is not used, in milliseconds: as the replica says, and a little less. */
  get keptFor(): number {
    const seconds = this.#wire?.keepAlive;
    return seconds === undefined
      ? this.#settings.connections.idle
      : Math.min(seconds * 1000 - MARGIN, MOST_IDLE);
  }

  /** Sends a request; the connection is made first if need be. */
  send(message: () => Message, correspondent: Correspondent): void {
    if (this.#wire?.usable === true) {
      this.#wire.send(message(), correspondent);
      return;
    }
    const { deadlines, connections } = this.#settings;
    const wire = new Wire();
    const options = {
      ...this.#place,
      timeout: deadlines.connect,
      settleTime: this.careful ? connections.settle : 0,
      onread: wire.onread,
      opened: (socket: Parameters<Wire['attach']>[0]) => {
        this.#answers = 0;
        this.restedFor = 0;
        wire.attach(socket, () => {
          if (this.proven && !this.lent) this.#events.closedIdle(this.idleFor);
        });
        this.#events.opened();
        socket.once('close', () => this.#events.closed());
      },
    };
    this.#wire = wire;
    this.#giveUp = connect(options, (error) => {
      this.#giveUp = undefined;
      if (error === null) wire.send(message(), correspondent);
      else correspondent.failed(error);
    });
  }

  /** Goes on with an answer after its correspondent has had enough for a while. */
  resume(): void {
    this.#wire?.resume();
  }

  /** Gives away what stands now; the next request goes over a new one. */
  handOver(carrier: Carrier): void {
    const wire = this.#wire;
    this.#wire = undefined;
    wire?.handOver(carrier);
  }

  /** Ends it, whatever it is doing. */
  end(error: Error): void {
    this.#giveUp?.(error);
    this.#wire?.end(error);
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
