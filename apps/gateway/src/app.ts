import type { Server } from 'node:http';
import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Trust } from '@echo-twins/shared/http/client-address';
import type { Lifecycle } from '@echo-twins/shared/lifecycle/phase';
import type { Logger } from '@echo-twins/shared/logging/logger';
import { createAdmin } from './admin/server.ts';
import type { GatewayConfig, PoolSettings } from './config/schema.ts';
import { createEntrance } from './entrance.ts';
import type { Destination, Interior } from './interior.ts';
import { type Resolve, systemResolve } from './pools/discovery.ts';
import { Group } from './pools/group.ts';
import { Pool } from './pools/pool.ts';
import { RetryBudget } from './pools/retry-budget.ts';
import { reportHealth } from './pools/state.ts';
import type { Upstreams } from './pools/upstreams.ts';
import type { OwnAnswer } from './proxy/answer.ts';
import { createProxy } from './proxy/proxy.ts';
import { createRateLimit } from './proxy/rate-limit.ts';
import { createListing } from './routing/listing.ts';
import { RouteTable } from './routing/routes.ts';
import { applyLimits, createFront } from './server.ts';
import { acceptUpgrades } from './upgrade/upgrades.ts';

/** What a gateway is built from. */
export interface GatewayDependencies {
  readonly config: GatewayConfig;
  readonly trusted: Trust;
  readonly logger: Logger;
  readonly lifecycle: Pick<Lifecycle, 'phase'>;
  /** How host names become addresses; the system's way unless a test says otherwise. */
  readonly resolve?: Resolve;
}

/** A gateway that has been built; neither of its servers listens yet. */
export interface Gateway {
  readonly server: Server;
  readonly admin: Server;
  /** Finds the replicas and asks how they are; does not wait longer than a moment for those that do not answer. */
  readonly start: () => Promise<void>;
  /** Tells WebSockets to end; requests end by themselves. */
  readonly draining: () => void;
  /** Stops asking and closes what is idle; requests in flight are not touched. */
  readonly stop: () => void;
}

/** How long the start waits for name servers and replicas, in milliseconds: the gateway starts without its backends. */
const START_PATIENCE = 1500;

/** Builds a gateway. Reads no environment, does not listen. */
export function buildGateway(dependencies: GatewayDependencies): Gateway {
  const { config, trusted, logger, lifecycle, resolve = systemResolve } = dependencies;
  const pools = [...config.pools.single].map(
    ([name, settings]) => new Pool(name, settings, { logger, resolve }),
  );
  const destinations = createDestinations(pools, config);
  const routes = config.routes.flatMap((settings) => {
    const upstreams = destinations.get(settings.pool);
    const rateLimit = settings.rate && createRateLimit(settings.rate);
    return upstreams ? [{ settings, upstreams: { ...upstreams, rateLimit } }] : [];
  });
  const health = (): OwnAnswer => {
    const { code, report } = reportHealth({ pools, phase: lifecycle.phase, hostname: hostname() });
    return { status: code, type: 'application/json', body: JSON.stringify(report) };
  };
  const interior: Interior = {
    routes: new RouteTable(routes),
    listing: createListing(config),
    listingPath: config.listing,
    healthPath: config.health,
    limits: config.limits,
    health,
    trusted,
    logger,
  };
  const entrance = createEntrance(interior);
  const server = createFront(entrance, logger);
  applyLimits(server, config.limits);
  const upgrades = acceptUpgrades(server, interior);
  return {
    server,
    admin: createAdmin({ lifecycle }),
    async start() {
      const patience = new AbortController();
      const found = Promise.all(pools.map((pool) => pool.start()));
      await Promise.race([found, sleep(START_PATIENCE, undefined, { signal: patience.signal, ref: false })]);
      patience.abort();
    },
    draining: () => upgrades.end(),
    stop() {
      for (const pool of pools) pool.stop();
    },
  };
}

/** One proxy for each pool and each group. */
function createDestinations(pools: readonly Pool[], config: GatewayConfig): ReadonlyMap<string, Destination> {
  const all: Upstreams[] = [...pools];
  for (const [name, { members }] of config.pools.groups) {
    all.push(
      new Group(
        name,
        pools.filter((pool) => members.includes(pool.name)),
      ),
    );
  }
  return new Map(
    all.map((upstreams) => {
      const { share, floor } = retriesOf(upstreams.name, config);
      return [upstreams.name, { upstreams, proxy: createProxy(), budget: new RetryBudget(share, floor) }];
    }),
  );
}

/** A group's retries are bounded as those of its first member. */
function retriesOf(name: string, { pools: { single, groups } }: GatewayConfig): PoolSettings['retries'] {
  const settings = single.get(name) ?? single.get(groups.get(name)?.members[0] ?? '');
  if (settings === undefined) throw new Error(`no pool: ${name}`);
  return settings.retries;
}
