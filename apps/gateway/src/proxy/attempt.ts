import type { Connection } from '../pools/connection.ts';
import type { Borrower, Demand } from '../pools/connections.ts';
import type { Pick } from '../pools/upstreams.ts';
import type { AnswerHead } from '../wire/answer-head.ts';
import type { Part } from '../wire/answer-reader.ts';
import type { Carrier, Correspondent, Message } from '../wire/wire.ts';

/** How far an attempt had come: what decides whether the request may be sent again. */
export type Progress =
  /** Not one byte was sent. */
  | 'unsent'
  /** Something was sent, nothing came back. */
  | 'sent'
  /** Interim answers came and nothing behind them: they are no answer (RFC 9110 §15.2), but the replica is at it. */
  | 'informed'
  /** Something of an answer had come, or a part of an interim one. */
  | 'answered';

/** Who an attempt is made for. */
export interface Client {
  readonly demand: Demand;
  /** The request as it is to be sent. */
  prepare(): Message;
  /** It is on the wire from now on. */
  sent(attempt: Attempt): void;
  /** A head came, of an interim or of the final answer. */
  answered(attempt: Attempt, head: AnswerHead): void;
  /** A part of the body came; false when no more is wanted for now. */
  received(part: Part): boolean;
  /** All that has come so far has been told; more will come later. */
  caughtUp(): void;
  completed(trailers: readonly string[] | null): void;
  failed(attempt: Attempt, error: Error): void;
  refused(attempt: Attempt, reason: 'queue full' | 'queue timeout' | 'closed'): void;
}

/** One try to have a request answered by one replica: borrows a connection, sends, receives, gives the connection back. */
export class Attempt implements Borrower, Correspondent {
  readonly pick: Pick;
  readonly #client: Client;
  #connection: Connection | undefined;
  #progress: Progress = 'unsent';
  #reused = false;
  #restedFor = 0;
  #over = false;
  #complete = false;
  #ended = false;
  #awaited = true;

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

  /** For how long its connection had not been in use, in milliseconds. */
  get restedFor(): number {
    return this.#restedFor;
  }

  start(): void {
    this.pick.replica.inFlight += 1;
    this.pick.replica.awaited += 1;
    this.pick.replica.connections.borrow(this);
  }

  /** Gives up: nothing more will be reported. */
  abandon(reason: Error): void {
    if (this.#over) return;
    this.#over = true;
    if (this.#connection !== undefined) this.#connection.end(reason);
    else if (this.pick.replica.connections.leave(this)) this.#end();
  }

  /** The client can take more. */
  resume(): void {
    this.#connection?.resume();
  }

  /** The replica has switched to another protocol: its connection is the carrier's, and nothing more will be reported. */
  handOver(carrier: Carrier): void {
    this.#connection?.handOver(carrier);
    this.#end();
  }

  borrowed(connection: Connection): void {
    this.#connection = connection;
    this.#reused = connection.proven;
    this.#restedFor = connection.restedFor;
    connection.send(() => this.#client.prepare(), this);
  }

  refused(reason: 'queue full' | 'queue timeout' | 'closed'): void {
    this.#end();
    this.#client.refused(this, reason);
  }

  sending(): void {
    this.#progress = 'sent';
    this.#client.sent(this);
  }

  begun(): void {
    this.#progress = 'answered';
  }

  answered(head: AnswerHead): void {
    if (head.status >= 200) this.#heard();
    else this.#progress = 'informed';
    this.#client.answered(this, head);
  }

  received(part: Part): boolean {
    return this.#client.received(part);
  }

  caughtUp(): void {
    this.#client.caughtUp();
  }

  completed(trailers: readonly string[] | null): void {
    this.#complete = true;
    this.#end();
    this.#client.completed(trailers);
  }

  failed(error: Error): void {
    const reported = this.#over;
    this.#end();
    if (!reported) this.#client.failed(this, error);
  }

  #heard(): void {
    if (!this.#awaited) return;
    this.#awaited = false;
    this.pick.replica.awaited -= 1;
  }

  #end(): void {
    this.#over = true;
    if (this.#ended) return;
    this.#ended = true;
    const { replica, trial } = this.pick;
    replica.inFlight -= 1;
    this.#heard();
    if (trial) replica.onTrial = false;
    const connection = this.#connection;
    this.#connection = undefined;
    if (connection) replica.connections.giveBack(connection, this.#complete);
  }
}
