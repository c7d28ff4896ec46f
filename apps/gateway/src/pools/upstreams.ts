import type { PoolSettings, StickySettings } from '../config/pool-schema.ts';
import type { Judge } from './ejection.ts';
import type { Replica } from './replica.ts';

/** What picking a replica depends on. */
export interface Ask {
  /** Replicas that this request must not go to again. */
  readonly tried: readonly Replica[];
  /** Whether the request could be sent again, should the replica fail. */
  readonly repeatable: boolean;
  /** What the request belongs to, when its pool keeps requests that belong together with one replica. */
  affinity(sticky: StickySettings): string | undefined;
}

/** A replica picked for a request, and what belongs to it. */
export interface Pick {
  readonly replica: Replica;
  readonly pool: string;
  readonly settings: PoolSettings;
  readonly judge: Judge;
  /** Whether the replica is on probation: the request is repeated elsewhere if it fails, and the client never knows. */
  readonly trial: boolean;
}

/** A replica as people see it. */
export interface ReplicaState {
  readonly id: string;
  readonly state: Replica['state'];
  /** How much of the work it is to have, compared with the others. */
  readonly weight: number;
  /** Why it would or would not be sent the next request. */
  readonly why: string;
  readonly inFlight: number;
  /** How many requests may wait for its answers, as things are. */
  readonly limit: number;
  readonly connections: number;
  readonly waiting: number;
  /** Failed requests in a row. */
  readonly failures: number;
}

/** A pool or group as people see it. */
export interface UpstreamsState {
  /** Whose turn it is. */
  readonly next: string | undefined;
  readonly balancing: string;
  /** In words, how it is chosen. */
  readonly rule: string;
  readonly replicas?: readonly ReplicaState[];
  readonly members?: Readonly<Record<string, UpstreamsState>>;
}

/** What a route leads to: a pool, or a group of pools. */
export interface Upstreams {
  readonly name: string;
  /**
   * The replica for the next request or attempt, none of those already tried; undefined when nobody is left. One that is
   * about to end is spared while there is another. When nobody is well, those that say that they are unhealthy are tried
   * all the same, but not those where nobody listens.
   */
  pick(ask: Ask): Pick | undefined;
  /** Whether somebody can be picked now. */
  accepts(ask: Ask): boolean;
  /** Whether somebody who is well can be sent the request now, and without waiting. */
  spare(ask: Ask): boolean;
  /** Whether nobody can be picked only because everybody who is well has enough to do; then that is counted. */
  shed(): boolean;
  /** Whether some replica is well. */
  readonly available: boolean;
  /** Whether some replica is well and gives no sign that it is about to end. */
  readonly staying: boolean;
  /** How long a request may take in any case, in milliseconds; 0 for as long as it takes. */
  readonly total: number;
  /** How its requests are retried. */
  readonly retries: PoolSettings['retries'];
  /** What is known now, for a request that belongs to `key` if that is given; nobody's turn is taken. */
  state(key?: string): UpstreamsState;
}
