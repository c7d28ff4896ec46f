import type { PoolSettings } from '../config/schema.ts';
import type { Replica } from './replica.ts';

/** A replica picked for a request, and the pool that it belongs to. */
export interface Pick {
  readonly replica: Replica;
  readonly pool: string;
  readonly settings: PoolSettings;
}

/** What a route leads to: a pool, or a group of pools. */
export interface Upstreams {
  readonly name: string;
  /**
   * The replica for the next request or attempt, none of those in `tried`; undefined when nobody is left. One that is
   * about to end is spared while there is another. When every replica says that it is unhealthy they are tried all the
   * same, but not those where nobody listens.
   */
  pick(tried: readonly Replica[]): Pick | undefined;
  /** Whether some replica is well. */
  readonly available: boolean;
  /** Whether some replica is well and gives no sign that it is about to end. */
  readonly staying: boolean;
}
