import type { Field, Framing } from '@echo-twins/differences/message';
import { Readable } from 'node:stream';
import type { Demand } from '../pools/connections.ts';
import type { Replica } from '../pools/replica.ts';
import type { Ask, Upstreams } from '../pools/upstreams.ts';
import { Attempt, type Client } from '../proxy/attempt.ts';
import { BadAnswerError, ClientGoneError, DeadlineError, isUnreachable } from '../proxy/failures.ts';
import { pairsOf } from '../proxy/field-lines.ts';
import { allFields, type AnswerHead } from '../wire/answer-head.ts';
import type { Part } from '../wire/answer-reader.ts';
import type { Message } from '../wire/wire.ts';
import { MOST_COMPARED, type Reply, type Unanswered } from './reply.ts';

/** What both sides are asked. */
export interface Inquiry {
  readonly method: string;
  /** Path and query as the replica is to see them. */
  readonly path: string;
  /** The field lines as the replica is to see them. */
  readonly lines: string;
  /** Undefined when there is none. */
  readonly body: Buffer | undefined;
  /** Whether the body came in chunks, and goes out so. */
  readonly chunked: boolean;
  /** How long an answer may take, in milliseconds. */
  readonly deadline: number;
}

/** Asks one replica of a pool, and keeps what it says. Nothing that was sent is sent again. */
export class Question implements Client, Ask {
  readonly repeatable = false;
  readonly demand: Demand = 'sure';
  readonly tried: Replica[] = [];
  readonly #upstreams: Upstreams;
  readonly #inquiry: Inquiry;
  readonly #started = performance.now();
  readonly #settle: (reply: Reply) => void;
  readonly #timer: NodeJS.Timeout;
  /** What became of it. */
  readonly reply: Promise<Reply>;
  #attempt: Attempt | undefined;
  #over = false;
  #head: { status: number; reason: string; fields: readonly Field[]; framing: Framing } | undefined;
  #body: Buffer[] = [];
  #size = 0;

  constructor(upstreams: Upstreams, inquiry: Inquiry) {
    this.#upstreams = upstreams;
    this.#inquiry = inquiry;
    let settle: (reply: Reply) => void = () => undefined;
    this.reply = new Promise((resolve) => (settle = resolve));
    this.#settle = settle;
    this.#timer = setTimeout(() => this.#giveUp('late', new DeadlineError('comparison')), inquiry.deadline);
    this.#send();
  }

  /** Nobody waits for the answer any more. */
  cancel(): void {
    this.#giveUp('failed', new ClientGoneError());
  }

  prepare(): Message {
    const { method, path, lines, body = null, chunked } = this.#inquiry;
    const parts = body !== null && body.length > 0 ? [body] : [];
    return { method, path, lines, body: chunked ? Readable.from(parts) : body, chunked };
  }

  sent(): void {
    // The deadline is for the whole of it.
  }

  answered({ pick: { replica, judge } }: Attempt, head: AnswerHead): void {
    const { status, message: reason } = head;
    if (status < 100 || status > 599 || status === 101) throw new BadAnswerError(`status ${status}`);
    if (status < 200) return;
    if (status < 400) replica.kept(!head.closes);
    if (status < 500) judge.succeeded(replica);
    else judge.failed(replica);
    const fields = allFields(head);
    this.#head = { status, reason, fields, framing: framingOf(fields, status, this.#inquiry.method) };
  }

  received(part: Part): boolean {
    const bytes = typeof part === 'string' ? Buffer.from(part, 'latin1') : part;
    this.#body.push(bytes.subarray(0, MOST_COMPARED - this.#size));
    this.#size += bytes.length;
    if (this.#size > MOST_COMPARED) {
      this.#attempt?.abandon(new ClientGoneError());
      this.#finish(false, []);
    }
    return true;
  }

  caughtUp(): void {
    // Nothing is passed on before all has come.
  }

  completed(trailers: readonly string[] | null): void {
    this.#finish(true, trailers === null ? [] : pairsOf(trailers));
  }

  failed(attempt: Attempt, error: Error): void {
    if (this.#over) return;
    const { progress, pick } = attempt;
    if (isUnreachable({ error, progress })) pick.replica.ailing('unreachable');
    else pick.judge.failed(pick.replica);
    if (progress === 'unsent') this.#sendElsewhere(attempt);
    else this.#finishWithout(this.#head === undefined ? 'failed' : 'broken');
  }

  refused(attempt: Attempt): void {
    if (!this.#over) this.#sendElsewhere(attempt);
  }

  /** A comparison belongs to nobody. */
  affinity(): undefined {
    return undefined;
  }

  #sendElsewhere({ pick: { replica, settings } }: Attempt): void {
    this.tried.push(replica);
    if (this.tried.length >= settings.retries.attempts) this.#finishWithout('down');
    // Not now: the connection may be in the middle of reading what made the attempt fail.
    else process.nextTick(() => this.#send());
  }

  #send(): void {
    if (this.#over) return;
    const pick = this.#upstreams.pick(this);
    if (pick === undefined) {
      this.#finishWithout('down');
      return;
    }
    this.#attempt = new Attempt(pick, this);
    this.#attempt.start();
  }

  #giveUp(reason: Unanswered['reason'], error: Error): void {
    if (this.#over) return;
    this.#attempt?.abandon(error);
    this.#finishWithout(reason);
  }

  #finish(complete: boolean, trailers: readonly Field[]): void {
    if (this.#over || this.#head === undefined) return;
    const body = Buffer.concat(this.#body);
    this.#end({ message: { version: '1.1', ...this.#head, body, trailers, complete }, took: this.#took });
  }

  #finishWithout(reason: Unanswered['reason']): void {
    this.#end({ message: undefined, reason, took: this.#took });
  }

  #end(reply: Reply): void {
    this.#over = true;
    clearTimeout(this.#timer);
    this.#body = [];
    this.#settle(reply);
  }

  get #took(): number {
    return performance.now() - this.#started;
  }
}

/** How the end of the body was told (RFC 9112 §6.3). */
function framingOf(fields: readonly Field[], status: number, method: string): Framing {
  if (method === 'HEAD' || status === 204 || status === 304) return 'none';
  const names = fields.map(([name]) => name.toLowerCase());
  if (names.includes('transfer-encoding')) return 'chunked';
  return names.includes('content-length') ? 'length' : 'close';
}
