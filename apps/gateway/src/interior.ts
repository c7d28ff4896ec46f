import type { Trust } from '@echo-twins/shared/http/client-address';
import type { Logger } from '@echo-twins/shared/logging/logger';
import type { GatewayConfig } from './config/schema.ts';
import type { RetryBudget } from './pools/retry-budget.ts';
import type { Upstreams } from './pools/upstreams.ts';
import type { OwnAnswer } from './proxy/answer.ts';
import type { Proxy } from './proxy/proxy.ts';
import type { RateLimit } from './proxy/rate-limit.ts';
import type { Listing } from './routing/listing.ts';
import type { RouteTable } from './routing/routes.ts';

/** Where a route leads: a pool or group, and the proxy in front of it. */
export interface Destination {
  readonly upstreams: Upstreams;
  readonly proxy: Proxy;
  readonly budget: RetryBudget;
}

/** Where a route leads, and what it lets in. */
export interface Gate extends Destination {
  readonly rateLimit: RateLimit | undefined;
}

/** What a request can meet in the gateway. */
export interface Interior {
  readonly routes: RouteTable<Gate>;
  readonly listing: Listing;
  /** Where the gateway's own answers are; undefined when it has none. */
  readonly listingPath: string | undefined;
  readonly healthPath: string | undefined;
  readonly health: () => OwnAnswer;
  readonly limits: GatewayConfig['limits'];
  readonly trusted: Trust;
  readonly logger: Logger;
}
