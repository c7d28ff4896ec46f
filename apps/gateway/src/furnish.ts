import type { Logger } from '@echo-twins/shared/logging/logger';
import { Comparison } from './compare/comparison.ts';
import { memberOf, type PoolSettings } from './config/pool-schema.ts';
import type { GatewayConfig, RouteSettings } from './config/schema.ts';
import type { Destination, Gate, Interior } from './interior.ts';
import type { Resolve } from './pools/discovery.ts';
import { Group } from './pools/group.ts';
import { Pool } from './pools/pool.ts';
import { RetryBudget } from './pools/retry-budget.ts';
import type { Upstreams } from './pools/upstreams.ts';
import { createRateLimit, type RateLimit } from './proxy/rate-limit.ts';
import { createListing } from './routing/listing.ts';
import { type Route, RouteTable } from './routing/routes.ts';

/** What an interior is made with. */
export interface Furnishing {
  readonly logger: Logger;
  readonly resolve: Resolve;
  /** What is there already: pools and rate limits whose settings are the same are kept, with all they know. */
  readonly before: Interior | undefined;
}

/** Makes the interior that a configuration describes. Pools that are new have to be started. */
export function furnish(config: GatewayConfig, { logger, resolve, before }: Furnishing): Interior {
  const pools = [...config.pools.single].map(
    ([name, settings]) =>
      before?.pools.find((pool) => pool.name === name && same(pool.settings, settings)) ??
      new Pool(name, settings, { logger, resolve }),
  );
  const destinations = createDestinations(pools, config);
  const routes = config.routes.flatMap((settings): Route<Gate>[] => {
    const rateLimit = rateLimitOf(settings, before);
    const comparison = createComparison(settings, destinations);
    if (comparison !== undefined) return [{ settings, upstreams: { comparison, rateLimit } }];
    const destination = destinations.get(settings.pool ?? '');
    return destination ? [{ settings, upstreams: { ...destination, comparison, rateLimit } }] : [];
  });
  return {
    config,
    pools,
    routes: new RouteTable(routes),
    listing: createListing(config),
    listingPath: config.listing,
    healthPath: config.health,
    limits: config.limits,
  };
}

function rateLimitOf({ prefix, rate }: RouteSettings, before: Interior | undefined): RateLimit | undefined {
  const known = before?.routes.routes.find(({ settings }) => settings.prefix === prefix);
  if (known?.upstreams.rateLimit && same(known.settings.rate, rate)) return known.upstreams.rateLimit;
  return rate && createRateLimit(rate);
}

function same<T extends PoolSettings | RouteSettings['rate']>(one: T, other: T): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function createComparison(
  { compare, body }: RouteSettings,
  destinations: ReadonlyMap<string, Destination>,
): Comparison | undefined {
  const [left, right] = Object.entries(compare?.sides ?? {}).flatMap(([name, pool]) => {
    const destination = destinations.get(pool);
    return destination ? [{ name, upstreams: destination.upstreams }] : [];
  });
  return compare && left && right ? new Comparison([left, right], compare.deadline, body) : undefined;
}

function createDestinations(pools: readonly Pool[], config: GatewayConfig): ReadonlyMap<string, Destination> {
  const all: Upstreams[] = [...pools];
  for (const [name, { members }] of config.pools.groups) {
    const weights = new Map(members.map(memberOf));
    const parts = pools.flatMap((upstreams) => {
      const weight = weights.get(upstreams.name);
      return weight === undefined ? [] : [{ upstreams, weight }];
    });
    all.push(new Group(name, parts));
  }
  return new Map(
    all.map((upstreams) => {
      const { share, floor } = upstreams.retries;
      return [upstreams.name, { upstreams, budget: new RetryBudget(share, floor) }];
    }),
  );
}
