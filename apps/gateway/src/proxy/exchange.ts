import { affinityOf } from '../balancing/affinity.ts';
import type { StickySettings } from '../config/pool-schema.ts';
import type { Replica } from '../pools/replica.ts';
import type { Ask } from '../pools/upstreams.ts';
import type { Demand } from '../pools/connections.ts';
import { Attempt, type Client } from './attempt.ts';
import { blame } from './blame.ts';
import { Clock, type Timed } from './clock.ts';
import { Delivery, type Source } from './delivery.ts';
import { BadAnswerError, ClientGoneError, codeOf, DeadlineError, isLost, remedy } from './failures.ts';
import { adaptLines } from './answer-fields.ts';
import { kindOf } from './answer-kind.ts';
import { outgoing } from './outgoing.ts';
import type { Passage } from './passage.ts';
import { createRecord } from './record.ts';
import { type BodyEvents, RequestBody } from './request-body.ts';
import { Retries } from './retries.ts';
import { REFUSALS, type Refusal } from './refusals.ts';
import type { AnswerHead } from '../wire/answer-head.ts';
import type { Part } from '../wire/answer-reader.ts';
import type { Message } from '../wire/wire.ts';

const IDEMPOTENT: ReadonlySet<string> = new Set(['GET', 'HEAD', 'PUT', 'DELETE', 'OPTIONS']);

/** A request on its way: passed to a replica, to another one when that fails and may be done, and the answer back. */
export class Exchange implements Client, Ask, BodyEvents, Timed, Source {
  readonly record = createRecord();
  readonly idempotent: boolean;
  readonly #passage: Passage;
  readonly #delivery: Delivery;
  readonly #body: RequestBody;
  readonly #retries: Retries;
  readonly #clock = new Clock(this);
  #attempt: Attempt | undefined;
  #staleLoss = false;
  #over = false;

  constructor(passage: Passage) {
    this.#passage = passage;
    this.#retries = new Retries(passage, this.record);
    this.idempotent = IDEMPOTENT.has(passage.method);
    this.#body = new RequestBody(passage, this);
    this.#delivery = new Delivery(passage, this);
  }

  bodyReady(): void {
    this.#send();
  }

  bodyProgress(): void {
    this.#clock.progress();
  }

  get tried(): readonly Replica[] {
    return this.#retries.tried;
  }

  get repeatable(): boolean {
    return this.idempotent && !this.#body.streamed;
  }

  affinity(sticky: StickySettings): string | undefined {
    const { request, clientIp } = this.#passage;
    return affinityOf({ rawHeaders: request.rawHeaders, clientIp }, sticky);
  }

  get demand(): Demand {
    if (this.#staleLoss) return 'new';
    return this.idempotent ? 'any' : 'sure';
  }

  /** Begins; called once, by the proxy's transport. */
  start(): void {
    if (this.#over) return;
    const { budget, upstreams, started, expectsContinue } = this.#passage;
    budget.earn();
    this.#clock.limit(upstreams.total, started);
    // Nobody is asked for a body that nobody would take.
    if (expectsContinue && !upstreams.accepts(this)) this.#refuse(this.#retries.exhausted());
    else this.#body.receive();
  }

  /** Gives the request up because of what the client does. */
  bodyRefused(refusal: Refusal): void {
    if (this.#over) return;
    const { begun } = this.#delivery;
    if (begun) this.#delivery.break();
    this.cancel();
    if (!begun) this.#passage.refuse(refusal);
  }

  /** Nobody waits for the answer any more; the entrance says so when the client's side is closed. */
  cancel(): void {
    if (this.#over) return;
    this.#end();
    this.#attempt?.abandon(new ClientGoneError());
  }

  prepare(): Message {
    return outgoing(this.#passage, this.#body.open(), this.record.replica);
  }

  sent(attempt: Attempt): void {
    if (this.#body.streamed) this.record.sentAt = performance.now();
    else this.#awaitAnswer(attempt);
  }

  /** The replica has been sent what there is. */
  #awaitAnswer({ pick }: Attempt): void {
    const now = performance.now();
    this.record.sentAt = now;
    this.#clock.step('first byte', pick.settings.deadlines.firstByte, now);
  }

  /** A body that is streamed goes on, or has come to its end: the time that the client takes is not the replica's. */
  bodyTurn(whose: 'client' | 'replica'): void {
    if (this.#over || this.#attempt === undefined || this.record.answeredAt > 0) return;
    if (whose === 'client') this.#clock.pause();
    else this.#awaitAnswer(this.#attempt);
  }

  answered(attempt: Attempt, head: AnswerHead): void {
    const { status } = head;
    const kind = kindOf(head, this.#passage.crossing);
    if (kind === 'interim') return this.#delivery.inform(head);
    const { replica, judge, settings } = attempt.pick;
    // An error may close the connection for a reason of its own.
    if (status < 400 && kind === 'final') replica.kept(!head.closes);
    if (status < 500) judge.succeeded(replica);
    else judge.failed(replica);
    if (status >= 500 && this.#rather(attempt, status)) return;
    const now = performance.now();
    this.record.answeredAt = now;
    if (!this.#body.streamed) replica.limit.sample(now - this.record.sentAt, replica.awaited + 1, now);
    this.#clock.step('idle body', settings.deadlines.idle, now);
    const provenance = { status, pick: attempt.pick, passage: this.#passage, ask: this };
    this.#delivery.begin(head, adaptLines(head.lines, provenance), this.#passage.requestId);
    if (kind === 'crossing') this.#cross(attempt);
  }

  /** From here on it is a tunnel, and an exchange no more. */
  #cross(attempt: Attempt): void {
    this.#end();
    this.#delivery.flush();
    this.#passage.crossing?.open(attempt, this.record);
  }

  received(part: Part): boolean {
    this.record.bytes += part.length;
    const more = this.#delivery.write(part);
    if (more) this.#clock.progress();
    // It is the client that takes its time now, not the replica.
    else this.#clock.pause();
    return more;
  }

  caughtUp(): void {
    this.#delivery.flush();
  }

  completed(trailers: readonly string[] | null): void {
    this.#end();
    this.#delivery.end(trailers);
  }

  failed(attempt: Attempt, error: Error): void {
    this.#clock.pause();
    if (this.#over) return;
    const { progress, pick } = attempt;
    const { replica, settings, trial } = pick;
    this.record.failures.push(codeOf(error));
    const silent = progress === 'unsent' || progress === 'sent';
    const stale = attempt.reused && silent && isLost(error);
    this.#staleLoss ||= stale;
    blame(attempt, { error, stale, record: this.record });
    if (this.#delivery.begun) {
      this.#end();
      this.record.broken = true;
      this.#delivery.break();
      return;
    }
    const replayable = !this.#body.streamed || progress === 'unsent';
    const what = remedy({ error, progress, idempotent: this.idempotent, replayable, trial });
    if (what !== 'retry') this.#refuse(what);
    else if (this.#retries.take(settings.retries.attempts, trial || stale || progress === 'unsent')) {
      this.#retry(stale ? undefined : replica);
    } else this.#refuse(this.#retries.exhausted());
  }

  refused(attempt: Attempt, reason: 'queue full' | 'queue timeout' | 'closed'): void {
    this.record.failures.push(reason);
    if (this.#over) return;
    if (reason === 'closed') this.#retry(attempt.pick.replica);
    else this.#refuse(REFUSALS.overloaded);
  }

  drained(): void {
    if (this.#over || this.#attempt === undefined) return;
    this.#clock.step('idle body', this.#attempt.pick.settings.deadlines.idle, performance.now());
    this.#attempt.resume();
  }

  #send(): void {
    if (this.#over) return;
    const pick = this.#passage.upstreams.pick(this);
    if (pick === undefined) {
      this.#refuse(this.#retries.exhausted());
      return;
    }
    const { record } = this;
    record.attempts += 1;
    record.pool = pick.pool;
    record.replica = pick.replica.id;
    this.#clock.limit(pick.settings.deadlines.total, this.#passage.started);
    this.#attempt = new Attempt(pick, this);
    this.#attempt.start();
  }

  /** @param failed not to be tried again */
  #retry(failed: Replica | undefined): void {
    if (failed) this.#retries.exclude(failed);
    // Not now: the connection may be in the middle of reading what made the attempt fail.
    process.nextTick(() => this.#send());
  }

  /** Whether another replica's answer is wanted instead of this one; then that is on its way. */
  #rather(attempt: Attempt, status: number): boolean {
    if (!this.#retries.rather(attempt.pick, status, this)) return false;
    attempt.abandon(new BadAnswerError(`status ${status}`));
    this.#retry(undefined);
    return true;
  }

  late(deadline: string): void {
    const attempt = this.#attempt;
    if (this.#body.awaited) this.bodyRefused(REFUSALS.requestTimeout);
    if (attempt === undefined || this.#over) return;
    const error = new DeadlineError(deadline);
    attempt.abandon(error);
    this.failed(attempt, error);
  }

  #refuse(refusal: Refusal): void {
    this.#end();
    this.#passage.refuse(refusal);
  }

  #end(): void {
    this.#clock.stop();
    this.#body.stop();
    this.#over = true;
  }
}
