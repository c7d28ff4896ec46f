import type { Dispatcher } from 'undici';
import type { Borrower, Connection } from '../pools/connections.ts';
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
  readonly idempotent: boolean;
  /** The request as undici takes it. */
  prepare(): Dispatcher.DispatchOptions;
  /** Whether it is of no use any more: the client has left or a deadline has passed. */
  readonly over: boolean;
  connected(): void;
  /** A head came; false when no more is wanted for now. */
  answered(status: number, message: string, fields: RawFields): boolean;
  received(chunk: Buffer): boolean;
  completed(trailers: RawFields | null): void;
  failed(attempt: Attempt, error: Error): void;
  refused(reason: 'queue full' | 'queue timeout' | 'closed'): void;
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
  #over = false;

  constructor(pick: Pick, client: Client) {
    this.pick = pick;
    this.#client = client;
  }

  get idempotent(): boolean {
    return this.#client.idempotent;
  }

  get progress(): Progress {
    return this.#progress;
  }

  start(): void {
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
    connection.client.dispatch(this.#client.prepare(), this);
  }

  refused(reason: 'queue full' | 'queue timeout' | 'closed'): void {
    if (this.#over) return;
    this.#over = true;
    this.#client.refused(reason);
  }

  /** Undici is about to send. */
  onConnect(abort: (error?: Error) => void): void {
    if (this.#over) {
      abort();
      return;
    }
    this.#abort = abort;
    this.#progress = 'sent';
    this.#client.connected();
  }

  onResponseStarted(): void {
    this.#progress = 'answered';
  }

  onHeaders(status: number, fields: Buffer[], resume: () => void, message: string): boolean {
    this.#resume = resume;
    return this.#client.answered(status, message, fields);
  }

  onData(chunk: Buffer): boolean {
    return this.#client.received(chunk);
  }

  onComplete(trailers: string[] | null): void {
    if (this.#over) return;
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
    const connection = this.#connection;
    this.#connection = undefined;
    if (connection) this.pick.replica.connections.giveBack(connection);
  }
}

/** Undici's types say strings; what comes are bytes. */
function toBuffers(raw: readonly (string | Buffer)[]): RawFields {
  return raw.map((item) => (typeof item === 'string' ? Buffer.from(item, 'latin1') : item));
}
