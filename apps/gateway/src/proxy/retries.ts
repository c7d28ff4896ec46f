import type { Replica } from '../pools/replica.ts';
import type { Ask, Pick } from '../pools/upstreams.ts';
import type { Passage } from './passage.ts';
import type { ExchangeRecord } from './record.ts';
import { REFUSALS, type Refusal } from './refusals.ts';

const NOBODY: readonly Replica[] = [];

/** What a request has been through, and whether it may be sent to one more replica. */
export class Retries {
  readonly #passage: Passage;
  readonly #record: ExchangeRecord;
  #excluded: Replica[] | undefined;

  constructor(passage: Passage, record: ExchangeRecord) {
    this.#passage = passage;
    this.#record = record;
  }

  /** Replicas that it must not go to again. */
  get tried(): readonly Replica[] {
    return this.#excluded ?? NOBODY;
  }

  /** It does not go there again. */
  exclude(replica: Replica): void {
    (this.#excluded ??= []).push(replica);
  }

  /**
   * Whether there may be one more attempt; it is counted.
   *
   * @param most how many its pool allows
   * @param free whether it puts no load on anybody that would not be there otherwise
   */
  take(most: number, free: boolean): boolean {
    return this.#record.attempts < most && (free || this.#passage.budget.spend());
  }

  /** Whether there is to be one more attempt instead of an answer with this status; it is counted. */
  rather({ replica, settings, trial }: Pick, status: number, ask: Ask): boolean {
    const { retryOn, upstreams } = this.#passage;
    if (!ask.repeatable || !(trial || retryOn.includes(status))) return false;
    this.exclude(replica);
    // Any answer is better than none.
    if (!upstreams.spare(ask) || !this.take(settings.retries.attempts, trial)) return false;
    this.#record.failures.push(String(status));
    return true;
  }

  /**
   * Why nobody is left to try: everybody has too much to do, nobody is well (503), or somebody who is has failed (502).
   */
  exhausted(): Refusal {
    const { upstreams } = this.#passage;
    if (upstreams.shed()) {
      this.#record.failures.push('overload');
      return REFUSALS.overloaded;
    }
    return upstreams.available ? REFUSALS.badAnswer : REFUSALS.unavailable;
  }
}
