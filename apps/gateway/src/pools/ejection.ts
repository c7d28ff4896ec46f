import type { Logger } from '@echo-twins/shared/logging/logger';
import type { PoolSettings } from '../config/pool-schema.ts';
import type { Replica } from './replica.ts';

/** At most this share of a pool is ejected: a pool must never be emptied by its own caution. */
const LARGEST_SHARE = 0.5;

/** Who is told what became of the requests that a replica was sent. */
export interface Judge {
  succeeded(replica: Replica): void;
  failed(replica: Replica): void;
}

/**
 * Passive health: a replica that fails several requests in a row is ejected for a time, which grows each time it happens
 * again. Then it is on probation: one request at a time, and only ones that can be repeated elsewhere, until one
 * succeeds.
 */
export class Ejection implements Judge {
  readonly #settings: PoolSettings['outliers'];
  readonly #replicas: () => readonly Replica[];
  readonly #logger: Logger;
  #count = 0;

  constructor(settings: PoolSettings['outliers'], replicas: () => readonly Replica[], logger: Logger) {
    this.#settings = settings;
    this.#replicas = replicas;
    this.#logger = logger;
  }

  /** How often somebody has been ejected. */
  get count(): number {
    return this.#count;
  }

  succeeded(replica: Replica): void {
    replica.failures = 0;
    if (replica.standing === 'good') return;
    replica.readmit();
    this.#logger.info({ replica: replica.id }, 'replica has passed its probation');
  }

  failed(replica: Replica): void {
    replica.failures += 1;
    const onProbation = replica.standing === 'probation';
    if (!onProbation && (replica.failures < this.#settings.failures || !this.#mayEject(replica))) return;
    if (replica.standing === 'ejected') return;
    const time = this.#time(replica.ejections);
    this.#count += 1;
    replica.eject(time);
    this.#logger.warn(
      { replica: replica.id, failures: replica.failures, for: Math.round(time) },
      'replica ejected',
    );
  }

  #mayEject(candidate: Replica): boolean {
    const replicas = this.#replicas();
    const others = replicas.filter((replica) => replica !== candidate && !replica.available).length;
    return others + 1 <= Math.floor(replicas.length * LARGEST_SHARE);
  }

  /** Doubled each time, with jitter, so that replicas ejected together do not come back together. */
  #time(before: number): number {
    const { ejection, longest } = this.#settings;
    return Math.min(ejection * 2 ** before, longest) * (0.9 + Math.random() * 0.2);
  }
}
