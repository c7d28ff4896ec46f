import type { Trust } from '@echo-twins/shared/http/client-address';
import type { Comparison } from './compare/comparison.ts';
import type { GatewayConfig } from './config/schema.ts';
import type { EventLoopGuard } from './overload/event-loop.ts';
import type { Pool } from './pools/pool.ts';
import type { RetryBudget } from './pools/retry-budget.ts';
import type { Upstreams } from './pools/upstreams.ts';
import type { Visit } from './proxy/access-log.ts';
import type { OwnAnswer } from './proxy/answer.ts';
import type { Proxy } from './proxy/proxy.ts';
import type { RateLimit } from './proxy/rate-limit.ts';
import type { Listing } from './routing/listing.ts';
import type { RouteTable } from './routing/routes.ts';

/** Where a route leads: a pool or group. */
export interface Destination {
  readonly upstreams: Upstreams;
  readonly budget: RetryBudget;
}

/** What a route lets in. */
interface Bound {
  readonly rateLimit: RateLimit | undefined;
}

/** What is behind a route: somebody who answers, or two that are compared. */
export type Gate =
  | (Bound & Destination & { readonly comparison: undefined })
  | (Bound & { readonly comparison: Comparison });

/** What a configuration makes of the gateway; another configuration makes another interior. */
export interface Interior {
  readonly config: GatewayConfig;
  readonly pools: readonly Pool[];
  readonly routes: RouteTable<Gate>;
  readonly listing: Listing;
  /** Where the gateway's own answers are; undefined when it has none. */
  readonly listingPath: string | undefined;
  readonly healthPath: string | undefined;
  readonly limits: GatewayConfig['limits'];
}

/** What stays the same whatever the configuration. */
export interface House {
  /** The interior for the next request. */
  readonly interior: Interior;
  /** What requests go through; the same for all pools, because each request carries its own choice. */
  readonly proxy: Proxy;
  readonly trusted: Trust;
  readonly health: (interior: Interior) => OwnAnswer;
  /** Whether the gateway is about to end. */
  readonly draining: () => boolean;
  /** Told of each request when it begins, and when it ends: what is counted, and when all is known what is logged. */
  readonly begun: () => void;
  readonly counted: (visit: Visit) => void;
  readonly logged: (visit: Visit) => void;
  /** Requests that have begun and not ended. */
  readonly inFlight: number;
  /** How many of them the gateway itself can have, as things are. */
  readonly guard: EventLoopGuard;
}
