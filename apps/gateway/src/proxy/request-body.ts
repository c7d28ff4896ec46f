import type { Readable } from 'node:stream';
import { BodyGuard } from './body-guard.ts';
import type { Passage } from './passage.ts';
import { REFUSALS, type Refusal } from './refusals.ts';
import { collectBody, SMALL_BODY } from './small-body.ts';
import { Upload } from './upload.ts';

/** What is reported of a body. */
export interface BodyEvents {
  /** A replica may be chosen now. */
  bodyReady(): void;
  /** A part of it came. */
  bodyProgress(): void;
  /** Who is waited for from now on: the client, for more of it, or the replica, which has been sent what there is. */
  bodyTurn(whose: 'client' | 'replica'): void;
  /** It is larger or slower than it may be. */
  bodyRefused(refusal: Refusal): void;
}

/** A request's body: none, a small one that is read first, or one that is streamed (docs/decisions/0012). */
export class RequestBody {
  readonly #passage: Passage;
  readonly #events: BodyEvents;
  #guard: BodyGuard | undefined;
  #collected: Buffer | string | null = null;
  #streamed = false;
  #awaited = false;
  #received = 0;

  constructor(passage: Passage, events: BodyEvents) {
    this.#passage = passage;
    this.#events = events;
  }

  /** Whether it goes to the replica as it comes, and can therefore be sent only once. */
  get streamed(): boolean {
    return this.#streamed;
  }

  /** Whether it is the client that is waited for, to send more of it. */
  get awaited(): boolean {
    return this.#awaited;
  }

  /** Begins to receive it. */
  receive(): void {
    const { request, response, body, draining, bodyLength, expectsContinue } = this.#passage;
    const events = this.#events;
    if (bodyLength === 0) return events.bodyReady();
    if (this.#isTooMuch(bodyLength ?? 0)) return events.bodyRefused(REFUSALS.bodyTooLarge);
    if (request.body !== undefined) {
      this.#collected = request.body;
      return events.bodyReady();
    }
    if (expectsContinue) response.writeContinue();
    if (!request.complete) {
      this.#guard = new BodyGuard(request, { settings: body, draining }, () =>
        events.bodyRefused(REFUSALS.requestTimeout),
      );
    }
    this.#streamed = bodyLength === undefined || bodyLength > SMALL_BODY;
    if (this.#streamed) return events.bodyReady();
    this.#awaited = true;
    collectBody(request, (collected) => {
      this.#awaited = false;
      this.#collected = collected;
      events.bodyReady();
    });
  }

  /** The body for one attempt. */
  open(): Buffer | string | Readable | null {
    const { request } = this.#passage;
    if (!this.#streamed || request.body !== undefined) return this.#collected;
    const turn = (whose: 'client' | 'replica'): void => {
      this.#awaited = whose === 'client';
      this.#events.bodyTurn(whose);
    };
    return new Upload(request, (bytes) => this.#count(bytes))
      .on('resume', () => turn('client'))
      .on('pause', () => turn('replica'))
      .on('end', () => turn('replica'));
  }

  /** Nobody waits for it any more. */
  stop(): void {
    this.#guard?.stop();
  }

  #count(bytes: number): void {
    this.#events.bodyProgress();
    this.#received += bytes;
    if (this.#isTooMuch(this.#received)) this.#events.bodyRefused(REFUSALS.bodyTooLarge);
  }

  #isTooMuch(bytes: number): boolean {
    const { limit } = this.#passage.body;
    return limit > 0 && bytes > limit;
  }
}
