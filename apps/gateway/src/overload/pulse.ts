import { performance } from 'node:perf_hooks';
import { type Patience, UsualTime } from './usual-time.ts';

/** An answer older than this says nothing of now, in milliseconds. */
const FRESH = 1000;

/**
 * Whether a replica is slow, by the one question that is always the same: its health check. That answers take longer than
 * others before them may be in the nature of what was asked; that this one does means that there is a queue in the replica.
 */
export class Pulse {
  readonly #usual: UsualTime;
  readonly #waited: () => number;
  #askedAt = Infinity;
  #heardAt = -Infinity;
  #slow = false;
  #doubt: (() => void) | undefined;

  /** @param waited for how long has been waited, in milliseconds; never falls */
  constructor(patience: Patience, waited = waitedForOthers) {
    this.#usual = new UsualTime(patience);
    this.#waited = waited;
  }

  /** Has somebody told when it matters how the replica is now. */
  onDoubt(ask: () => void): void {
    this.#doubt = ask;
  }

  /** The question is on its way. */
  asked(): void {
    this.#askedAt = this.#waited();
  }

  /**
   * It has been answered, or will not be.
   *
   * @param calm whether the replica had little else to do
   * @param well whether the answer was a good one: only those say how long it usually takes
   */
  heard(calm: boolean, well: boolean): void {
    const time = this.#waited() - this.#askedAt;
    this.#slow = time > this.#usual.longest;
    if (well) this.#usual.took(time, calm);
    this.#askedAt = Infinity;
    this.#heardAt = performance.now();
  }

  /** Whether the replica is slow now, as far as is known; it is asked again. */
  isSlow(): boolean {
    this.#doubt?.();
    if (this.#waited() - this.#askedAt > this.#usual.longest) return true;
    return this.#slow && performance.now() - this.#heardAt < FRESH;
  }
}

/** For how long this process has waited for others, in milliseconds: what it did itself meanwhile is nobody else's delay. */
function waitedForOthers(): number {
  return performance.eventLoopUtilization().idle;
}
