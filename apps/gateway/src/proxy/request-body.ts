import type { Readable } from 'node:stream';
import { BodyGuard } from './body-guard.ts';
import type { Passage } from './passage.ts';
import { REFUSALS, type Refusal } from './refusals.ts';
import { collectBody, SMALL_BODY } from './small-body.ts';
import { Upload } from './upload.ts';

/** What is reported of a body. */
export interface BodyEvents {
  /** A replica may be chosen now. */
  readonly ready: () => void;
  /** A part of it came. */
  readonly progress: () => void;
  /** It is larger or slower than it may be. */
  readonly refused: (refusal: Refusal) => void;
}

/** A request's body: none, a small one that is read first, or one that is streamed (docs/decisions/0012). */
export class RequestBody {
  readonly #passage: Passage;
  readonly #events: BodyEvents;
  #guard: BodyGuard | undefined;
  #collected: Buffer | string | null = null;
  #streamed = false;
  #received = 0;

  constructor(passage: Passage, events: BodyEvents) {
    this.#passage = passage;
    this.#events = events;
  }

  /** Whether it goes to the replica as it comes, and can therefore be sent only once. */
  get streamed(): boolean {
    return this.#streamed;
  }

  /** Begins to receive it. */
  receive(): void {
    const { request, response, body, draining, bodyLength, expectsContinue } = this.#passage;
    const { ready, refused } = this.#events;
    if (bodyLength === 0) return ready();
    if (this.#isTooMuch(bodyLength ?? 0)) return refused(REFUSALS.bodyTooLarge);
    if (request.body !== undefined) {
      this.#collected = request.body;
      return ready();
    }
    if (expectsContinue) response.writeContinue();
    if (!request.complete) {
      this.#guard = new BodyGuard(request, { settings: body, draining }, () =>
        refused(REFUSALS.requestTimeout),
      );
    }
    this.#streamed = bodyLength === undefined || bodyLength > SMALL_BODY;
    if (this.#streamed) return ready();
    collectBody(request, (collected) => {
      this.#collected = collected;
      ready();
    });
  }

  /** The body for one attempt. */
  open(): Buffer | string | Readable | null {
    const { request } = this.#passage;
    return this.#streamed && request.body === undefined
      ? new Upload(request, (bytes) => this.#count(bytes))
      : this.#collected;
  }

  /** Nobody waits for it any more. */
  stop(): void {
    this.#guard?.stop();
  }

  #count(bytes: number): void {
    this.#events.progress();
    this.#received += bytes;
    if (this.#isTooMuch(this.#received)) this.#events.refused(REFUSALS.bodyTooLarge);
  }

  #isTooMuch(bytes: number): boolean {
    const { limit } = this.#passage.body;
    return limit > 0 && bytes > limit;
  }
}
