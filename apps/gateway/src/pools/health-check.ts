import type { Logger } from '@echo-twins/shared/logging/logger';
import type { PoolSettings } from '../config/pool-schema.ts';
import { type Finding, probe, type Verdict } from './probe.ts';
import type { Replica } from './replica.ts';

/** A replica that is not used is asked at least this often, in milliseconds, so that its return is noticed soon. */
const MOST_PATIENCE = 1000;
/** However suspicious its answers are, a replica is not asked more often than this, in milliseconds. */
const LEAST_PATIENCE = 200;

/** Asks a replica regularly how it is, and tells it so: some good or bad answers in a row change what is thought of it. */
export class HealthCheck {
  readonly #replica: Replica;
  readonly #settings: PoolSettings['health'];
  readonly #logger: Logger;
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;
  #asked = Promise.resolve();
  #asking = false;
  #heardAt = -Infinity;
  #suspicious = false;
  #good = 0;
  #bad = 0;

  constructor(replica: Replica, settings: PoolSettings['health'], logger: Logger) {
    this.#replica = replica;
    this.#settings = settings;
    this.#logger = logger;
  }

  /** Settles when the replica has been asked for the first time. */
  get asked(): Promise<void> {
    return this.#asked;
  }

  /** Asks now, and from then on regularly. */
  start(): void {
    this.#asked = this.#ask();
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  /** Asks at once, unless that has just been done: there are signs that the replica is going. */
  hurry(): void {
    // Also of an answer that is on its way: it was asked for before the signs.
    if (this.#asking || this.#due) this.#suspicious = true;
    this.look();
  }

  /** Asks at once, unless that has just been done: somebody wants to know. */
  look(): void {
    if (this.#asking || !this.#due) return;
    clearTimeout(this.#timer);
    void this.#ask();
  }

  /** Whether it may be asked again. */
  get #due(): boolean {
    return !this.#stopped && performance.now() - this.#heardAt >= LEAST_PATIENCE;
  }

  async #ask(): Promise<void> {
    this.#asking = true;
    const { path, timeout } = this.#settings;
    const { pulse, calm } = this.#replica;
    pulse.asked();
    const finding = await probe({ replica: this.#replica, path, timeout });
    this.#asking = false;
    this.#heardAt = performance.now();
    pulse.heard(calm, finding.verdict === 'well');
    if (this.#stopped) return;
    this.#judge(this.#recognise(finding));
    this.#suspicious = false;
    this.#timer = setTimeout(() => void this.#ask(), this.#pause());
    this.#timer.unref();
  }

  #pause(): number {
    const every = this.#replica.available
      ? this.#settings.every
      : Math.min(this.#settings.every, MOST_PATIENCE);
    // Jitter, so that many gateways do not ask all at once.
    return every * (0.9 + Math.random() * 0.2);
  }

  /** Somebody else at the address of a replica whose name does not lead there now is as good as nobody. */
  #recognise({ verdict, identity }: Finding): Verdict {
    const replica = this.#replica;
    if (identity === replica.identity) return verdict;
    if (!replica.named && replica.identity !== undefined && (identity !== undefined || verdict === 'well'))
      return 'unreachable';
    replica.identity = identity ?? replica.identity;
    return verdict;
  }

  #judge(verdict: Verdict): void {
    const replica = this.#replica;
    if (verdict === 'well') {
      if (!this.#suspicious) replica.stays();
      this.#bad = 0;
      this.#good += 1;
      if (replica.available || this.#good < this.#settings.up) return;
      replica.recovered();
      this.#logger.info({ replica: replica.id }, 'replica is well again');
      return;
    }
    this.#good = 0;
    this.#bad += 1;
    // That nobody listens is certain the first time, and so is bad health when there are other signs of it.
    const certain = verdict === 'unreachable' || (verdict === 'refuses' && this.#suspicious);
    if (!certain && this.#bad < this.#settings.down) return;
    const ailment = verdict === 'unreachable' ? verdict : 'unhealthy';
    if (replica.ailment === ailment) return;
    replica.ailing(ailment);
    this.#logger.warn({ replica: replica.id, ailment }, 'replica is not used');
  }
}
