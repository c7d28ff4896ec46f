import type { Dispatcher } from 'undici';
import type { Connection } from '../pools/connection.ts';
import type { Borrower, Demand } from '../pools/connections.ts';
import type { Pick } from '../pools/upstreams.ts';
import type { RawFields } from './response-head.ts';

/** How far an attempt had come: what decides whether the request may be sent again. */
export type Progress =
  /** Not one byte was sent. */
  | 'unsent'
  /** Something was sent, nothing came back. */
  | 'sent'
  /** An answer had begun. */
  | 'answered';

/** Who an attempt is made for. */
export interface Client {
  readonly demand: Demand;
  /** The request as undici takes it. */
  prepare(): Dispatcher.DispatchOptions;
  /** Whether it is of no use any more: the client has left or a deadline has passed. */
  readonly over: boolean;
  /** It is on the wire from now on. */
  sent(attempt: Attempt): void;
  /** A head came, of an interim or of the final answer. */
  answered(attempt: Attempt, status: number, message: string, fields: RawFields): void;
  /** A part of the body came; false when no more is wanted for now. */
  received(chunk: Buffer): boolean;
  completed(trailers: RawFields | null): void;
  failed(attempt: Attempt, error: Error): void;
  refused(attempt: Attempt, reason: 'queue full' | 'queue timeout' | 'closed'): void;
}

/**
 * One try to have a request answered by one replica: borrows a connection, sends, receives, gives the connection back.
 * It is undici's handler itself, in the older form of that interface, which hands over header bytes as they came.
 */
export class Attempt implements Borrower, Dispatcher.DispatchHandler {
  readonly pick: Pick;
  readonly #client: Client;
  #connection: Connection | undefined;
  #abort: ((error?: Error) => void) | undefined;
  #resume: (() => void) | undefined;
  #progress: Progress = 'unsent';
  #reused = false;
  #over = false;
  #complete = false;
  #ended = false;

  constructor(pick: Pick, client: Client) {
    this.pick = pick;
    this.#client = client;
  }

  get demand(): Demand {
    return this.#client.demand;
  }

  get progress(): Progress {
    return this.#progress;
  }

  /** Whether it went over a connection that had been used before. */
  get reused(): boolean {
    return this.#reused;
  }

  start(): void {
    this.pick.replica.inFlight += 1;
    this.pick.replica.connections.borrow(this);
  }

  /** Gives up: nothing more will be reported. */
  abandon(reason: Error): void {
    if (this.#over) return;
    this.#over = true;
    this.#abort?.(reason);
  }

  /** The client can take more. */
  resume(): void {
    this.#resume?.();
  }

  borrowed(connection: Connection): void {
    this.#connection = connection;
    if (this.#over || this.#client.over) {
      this.#end();
      return;
    }
    this.#reused = connection.proven;
    connection.client.dispatch(this.#client.prepare(), this);
  }

  refused(reason: 'queue full' | 'queue timeout' | 'closed'): void {
    const reported = this.#over;
    this.#end();
    if (!reported) this.#client.refused(this, reason);
  }

  /** Undici is about to send. */
  onConnect(abort: (error?: Error) => void): void {
    if (this.#over) {
      abort();
      return;
    }
    this.#abort = abort;
    this.#progress = 'sent';
    this.#client.sent(this);
  }

  onResponseStarted(): void {
    this.#progress = 'answered';
  }

  onHeaders(status: number, fields: Buffer[], resume: () => void, message: string): boolean {
    this.#resume = resume;
    this.#client.answered(this, status, message, fields);
    return true;
  }

  onData(chunk: Buffer): boolean {
    return this.#client.received(chunk);
  }

  onComplete(trailers: string[] | null): void {
    if (this.#over) return;
    this.#complete = true;
    this.#end();
    this.#client.completed(trailers === null ? null : toBuffers(trailers));
  }

  onError(error: Error): void {
    const reported = this.#over;
    this.#end();
    if (!reported) this.#client.failed(this, error);
  }

  #end(): void {
    this.#over = true;
    if (this.#ended) return;
    this.#ended = true;
    const { replica, trial } = this.pick;
    replica.inFlight -= 1;
    if (trial) replica.onTrial = false;
    const connection = this.#connection;
    this.#connection = undefined;
    if (connection) replica.connections.giveBack(connection, this.#complete);
  }
}

/** Undici's types say strings; what comes are bytes. */
function toBuffers(raw: readonly (string | Buffer)[]): RawFields {
  return raw.map((item) => (typeof item === 'string' ? Buffer.from(item, 'latin1') : item));
}
