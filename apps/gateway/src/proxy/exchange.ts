import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Dispatcher } from 'undici';
import type { Replica } from '../pools/replica.ts';
import type { Upstreams } from '../pools/upstreams.ts';
import { Attempt, type Client } from './attempt.ts';
import { Delivery } from './delivery.ts';
import { BadAnswerError, ClientGoneError, codeOf, DeadlineError, isUnreachable, remedy } from './failures.ts';
import { REFUSALS, type Refusal } from './refusals.ts';
import { readResponseHead, type RawFields } from './response-head.ts';
import { collectBody, SMALL_BODY } from './small-body.ts';
import { Upload } from './upload.ts';

/** A request that is ready to be passed on. */
export interface Passage {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly upstreams: Upstreams;
  readonly requestId: string;
  readonly method: string;
  /** Path and query as the replica is to see them. */
  readonly path: string;
  /** `[name, value, …]` as the replica is to see them. */
  readonly fields: string[];
  /** The body's length; undefined when it is chunked, 0 when there is none. */
  readonly bodyLength: number | undefined;
  readonly expectsContinue: boolean;
  /** Answers in the gateway's own name. */
  readonly refuse: (refusal: Refusal) => void;
}

/** What the access log tells of an exchange. */
export interface ExchangeRecord {
  pool: string | undefined;
  replica: string | undefined;
  attempts: number;
  /** When the last attempt was sent, and when its answer began; 0 before. On the clock of `performance.now()`. */
  sentAt: number;
  answeredAt: number;
  bytes: number;
  /** Why attempts failed, in order. */
  failures: string[];
  /** Whether the replica failed in the middle of its answer, so that the client's connection was broken off. */
  broken: boolean;
}

const IDEMPOTENT: ReadonlySet<string> = new Set(['GET', 'HEAD', 'PUT', 'DELETE', 'OPTIONS']);
const MOST_ATTEMPTS = 3;
const NOBODY: readonly Replica[] = [];

/** A request on its way: passed to a replica, to another one when that fails and may be done, and the answer back. */
export class Exchange implements Client {
  readonly record: ExchangeRecord = {
    pool: undefined,
    replica: undefined,
    attempts: 0,
    sentAt: 0,
    answeredAt: 0,
    bytes: 0,
    failures: [],
    broken: false,
  };
  readonly idempotent: boolean;
  readonly #passage: Passage;
  readonly #delivery: Delivery;
  #attempt: Attempt | undefined;
  #tried: Replica[] | undefined;
  #body: Buffer | null = null;
  #uploading = false;
  #timer: NodeJS.Timeout | undefined;
  #over = false;

  constructor(passage: Passage) {
    this.#passage = passage;
    this.idempotent = IDEMPOTENT.has(passage.method);
    this.#delivery = new Delivery(passage.request, passage.response, () => this.#attempt?.resume());
  }

  get over(): boolean {
    return this.#over;
  }

  /** Begins; called once, by the proxy's transport. */
  start(): void {
    const { request, response, bodyLength, expectsContinue } = this.#passage;
    response.on('close', () => this.#closed());
    if (bodyLength === 0) {
      this.#send();
      return;
    }
    if (expectsContinue) response.writeContinue();
    if (bodyLength !== undefined && bodyLength <= SMALL_BODY) {
      collectBody(request, (body) => {
        this.#body = body;
        this.#send();
      });
      return;
    }
    this.#uploading = true;
    this.#send();
  }

  prepare(): Dispatcher.DispatchOptions {
    const { request, method, path, fields } = this.#passage;
    const body = this.#uploading ? new Upload(request, () => this.#timer?.refresh()) : this.#body;
    return { method, path, headers: fields, body };
  }

  connected(): void {
    this.record.sentAt = performance.now();
    const deadline = this.#attempt?.pick.settings.deadlines.firstByte ?? 0;
    this.#timer = setTimeout(() => this.#deadline('first byte'), deadline);
  }

  answered(status: number, message: string, raw: RawFields): boolean {
    if (status < 100 || status > 599 || status === 101) throw new BadAnswerError(`status ${status}`);
    const head = readResponseHead(raw);
    if (head === undefined) throw new BadAnswerError('framing');
    if (status < 200) {
      this.#delivery.inform(status, head);
      return true;
    }
    // An error may close the connection for a reason of its own.
    if (status < 400) this.#attempt?.pick.replica.kept(!head.closes);
    this.record.answeredAt = performance.now();
    this.#arm('idle', 'body');
    this.#delivery.begin({ status, message, head, requestId: this.#passage.requestId });
    return true;
  }

  received(chunk: Buffer): boolean {
    this.record.bytes += chunk.length;
    this.#timer?.refresh();
    return this.#delivery.write(chunk);
  }

  completed(trailers: RawFields | null): void {
    clearTimeout(this.#timer);
    this.#over = true;
    this.#delivery.end(trailers);
  }

  failed(attempt: Attempt, error: Error): void {
    clearTimeout(this.#timer);
    if (this.#over) return;
    const { progress, pick } = attempt;
    this.record.failures.push(codeOf(error));
    if (isUnreachable({ error, progress })) pick.replica.ailing('unreachable');
    if (this.#delivery.begun) {
      this.#over = true;
      this.record.broken = true;
      this.#delivery.break();
      return;
    }
    const replayable = !this.#uploading || progress === 'unsent';
    const what = remedy({ error, progress, idempotent: this.idempotent, replayable });
    if (what !== 'retry') this.#refuse(what);
    else if (this.record.attempts < MOST_ATTEMPTS) this.#retry(pick.replica);
    else this.#refuse(this.#exhausted());
  }

  refused(reason: 'queue full' | 'queue timeout' | 'closed'): void {
    this.record.failures.push(reason);
    if (reason === 'closed' && this.record.attempts < MOST_ATTEMPTS) this.#send();
    else this.#refuse(REFUSALS.overloaded);
  }

  #send(): void {
    const pick = this.#passage.upstreams.pick(this.#tried ?? NOBODY);
    if (pick === undefined) {
      this.#refuse(this.#exhausted());
      return;
    }
    const { record } = this;
    record.attempts += 1;
    record.pool = pick.pool;
    record.replica = pick.replica.id;
    this.#attempt = new Attempt(pick, this);
    this.#attempt.start();
  }

  #retry(failed: Replica): void {
    (this.#tried ??= []).push(failed);
    this.#send();
  }

  /** Nobody is left to try: 503 when that is because nobody is well, 502 when somebody was and failed. */
  #exhausted(): Refusal {
    return this.#passage.upstreams.available ? REFUSALS.badAnswer : REFUSALS.unavailable;
  }

  #arm(deadline: 'idle', what: string): void {
    clearTimeout(this.#timer);
    const time = this.#attempt?.pick.settings.deadlines[deadline] ?? 0;
    this.#timer = setTimeout(() => this.#deadline(what), time);
  }

  #deadline(what: string): void {
    const attempt = this.#attempt;
    if (attempt === undefined || this.#over) return;
    const error = new DeadlineError(what);
    attempt.abandon(error);
    this.failed(attempt, error);
  }

  #refuse(refusal: Refusal): void {
    clearTimeout(this.#timer);
    this.#over = true;
    this.#passage.refuse(refusal);
  }

  #closed(): void {
    clearTimeout(this.#timer);
    if (this.#over) return;
    this.#over = true;
    this.#attempt?.abandon(new ClientGoneError());
  }
}
