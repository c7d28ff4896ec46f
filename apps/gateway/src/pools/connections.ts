import { Connection, type ConnectionSettings } from './connection.ts';
import { Freshness } from './freshness.ts';
import type { Address } from './replica.ts';

/**
 * What kind of connection is needed: any; one that is surely open, because it carried an answer a moment ago or is new;
 * or a new one.
 */
export type Demand = 'any' | 'sure' | 'new';

/** Something that needs a connection for one exchange. */
export interface Borrower {
  readonly demand: Demand;
  /** Called, at once or after waiting, with the connection to use; it has to be given back. */
  borrowed(connection: Connection): void;
  /** Called instead when none came free in time, or when too many wait already. */
  refused(reason: 'queue full' | 'queue timeout' | 'closed'): void;
}

/**
 * The connections to one replica. The one used last is used first, so that those not needed fall idle and are closed;
 * above the bound requests wait in a bounded queue, in order. Requests that must not be sent twice get a connection that
 * is surely open: one that carried an answer a moment ago, or a new one (the keep-alive race, RFC 9112 §9.3.1).
 */
export class Connections {
  readonly #place: Address;
  readonly #settings: ConnectionSettings;
  readonly #idle: Connection[] = [];
  readonly #all = new Set<Connection>();
  /** In the order in which they came; when each has waited for too long. */
  readonly #waiting = new Map<Borrower, NodeJS.Timeout>();
  #freshness = new Freshness();
  #open = 0;
  #closed = false;
  #sweep: NodeJS.Timeout | undefined;

  constructor(place: Address, settings: ConnectionSettings) {
    this.#place = place;
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

  /** Whether one can be lent at once. */
  get ready(): boolean {
    return this.#idle.length > 0 || this.#all.size < this.#settings.connections.max;
  }

  /** Lends a connection; the borrower is told at once when one is free. */
  borrow(borrower: Borrower): void {
    const { connections, deadlines } = this.#settings;
    if (this.#closed) return borrower.refused('closed');
    const connection = this.#take(borrower);
    if (connection !== undefined) return this.#lend(connection, borrower);
    if (this.#waiting.size >= connections.queue) return borrower.refused('queue full');
    const late = (): void => {
      this.#waiting.delete(borrower);
      borrower.refused('queue timeout');
    };
    this.#waiting.set(borrower, setTimeout(late, deadlines.queue));
  }

  /** It does not wait any more; whether it did. */
  leave(borrower: Borrower): boolean {
    clearTimeout(this.#waiting.get(borrower));
    return this.#waiting.delete(borrower);
  }

  /** Takes a connection back, whatever became of it. */
  giveBack(connection: Connection, answered: boolean): void {
    const { restedFor } = connection;
    if (answered && restedFor > 0) this.#freshness.survived(restedFor);
    connection.rest(answered);
    const [next] = this.#waiting.keys();
    if (next !== undefined) {
      this.leave(next);
      this.#lend(connection, next);
    } else if (this.#closed) this.#end(connection);
    else {
      this.#idle.push(connection);
      this.#sweep ??= this.#sweepIn(connection.keptFor);
    }
  }

  /** A request was lost on a connection that had been used before, and then unused for so many milliseconds. */
  distrust(idle: number): void {
    this.#freshness.ended(idle, performance.now());
  }

  /** Somebody else answers there now: what has been learnt of the one before is worth nothing. */
  forget(): void {
    this.#freshness = new Freshness();
  }

  /** Lends no more; idle connections are closed, the others when they are given back. */
  close(): void {
    this.#closed = true;
    for (const borrower of this.#waiting.keys()) {
      this.leave(borrower);
      borrower.refused('closed');
    }
    clearTimeout(this.#sweep);
    for (const connection of this.#idle.splice(0)) this.#end(connection);
  }

  #take({ demand }: Borrower): Connection | undefined {
    const last = this.#idle.at(-1);
    if (last?.open === true && last.idleFor >= last.keptFor) last.end(new IdleError());
    const more = this.#all.size < this.#settings.connections.max;
    if (last === undefined) return more ? this.#create() : undefined;
    if (demand === 'any' || !last.open) return this.#idle.pop();
    const [first] = this.#idle;
    if (first?.proven === true) this.#freshness.stands(first.idleFor);
    if (demand === 'sure' && last.proven && this.#freshness.covers(last.idleFor, performance.now()))
      return this.#idle.pop();
    // The oldest one has most likely been closed, or is about to be: it is the one to do without.
    if (!more) this.#end(this.#idle.shift());
    return this.#create();
  }

  #lend(connection: Connection, borrower: Borrower): void {
    connection.lend();
    connection.careful = borrower.demand !== 'any';
    borrower.borrowed(connection);
  }

  #create(): Connection {
    const connection = new Connection(this.#place, this.#settings, {
      opened: () => (this.#open += 1),
      closed: () => (this.#open -= 1),
      closedIdle: (time) => this.#freshness.ended(time, performance.now()),
    });
    this.#all.add(connection);
    return connection;
  }

  #end(connection: Connection | undefined): void {
    if (connection !== undefined && this.#all.delete(connection)) connection.end(new IdleError());
  }

  /** Closes those that have not been used for as long as they are kept; the one unused for longest comes first. */
  #sweepIn(time: number): NodeJS.Timeout {
    const sweep = (): void => {
      while (this.#idle[0] !== undefined && isOver(this.#idle[0])) this.#end(this.#idle.shift());
      const [first] = this.#idle;
      this.#sweep = first && this.#sweepIn(first.keptFor - first.idleFor);
    };
    return setTimeout(sweep, Math.max(time, SHORTEST_SWEEP)).unref();
  }
}

/** In milliseconds; a sweep that finds nothing is no use. */
const SHORTEST_SWEEP = 50;

function isOver({ open, idleFor, keptFor }: Connection): boolean {
  return !open || idleFor >= keptFor;
}

/** Nobody needs the connection any more. */
class IdleError extends Error {
  readonly code = 'IDLE';

  constructor() {
    super('the connection is not needed any more');
    this.name = 'IdleError';
  }
}
