import type { Server } from 'node:http';
import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Trust } from '@echo-twins/shared/http/client-address';
import type { Lifecycle } from '@echo-twins/shared/lifecycle/phase';
import type { Logger } from '@echo-twins/shared/logging/logger';
import { createMetrics } from './admin/metrics.ts';
import { createAdmin } from './admin/server.ts';
import type { GatewayConfig } from './config/schema.ts';
import { createEntrance } from './entrance.ts';
import { furnish } from './furnish.ts';
import type { House, Interior } from './interior.ts';
import { EventLoopGuard } from './overload/event-loop.ts';
import { Pipeline } from './pipeline.ts';
import { type Resolve, systemResolve } from './pools/discovery.ts';
import type { Pool } from './pools/pool.ts';
import { reportHealth } from './pools/state.ts';
import { accessLog } from './proxy/access-log.ts';
import { answerHalfClosed } from './proxy/half-closed.ts';
import { createProxy } from './proxy/proxy.ts';
import { applyLimits, createFront } from './server.ts';
import { acceptUpgrades } from './upgrade/upgrades.ts';
import { WebSockets } from './upgrade/websockets.ts';

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
  /** Goes on with another configuration, once those before it have taken effect. No request is lost; what stays the same is kept. */
  readonly reload: (config: GatewayConfig) => Promise<void>;
  /** Tells WebSockets to end; requests end by themselves. */
  readonly draining: () => void;
  /** Stops asking and closes what is idle; requests in flight are not touched. */
  readonly stop: () => void;
}

/** How long a start waits for name servers and replicas, in milliseconds: the gateway starts without its backends. */
const START_PATIENCE = 1500;
/** How long pools are kept that no route leads to any more, for requests that are still on their way, in milliseconds. */
const FAREWELL = 60_000;

/** Builds a gateway. Reads no environment, does not listen. */
export function buildGateway(dependencies: GatewayDependencies): Gateway {
  const { config, trusted, logger, lifecycle, resolve = systemResolve } = dependencies;
  let interior = furnish(config, { logger, resolve, before: undefined });
  const leaving = new Set<Pool>();
  const websockets = new WebSockets();
  const metrics = createMetrics({
    pools: () => interior.pools,
    connections: () => connections.open,
    tunnels: () => websockets.open,
    shed: () => guard.shed,
  });
  const guard = new EventLoopGuard({
    delay: () => interior.limits.delay,
    inFlight: () => metrics.requests.inFlight,
  });
  const house: House = {
    guard,
    get interior() {
      return interior;
    },
    get inFlight() {
      return metrics.requests.inFlight;
    },
    proxy: createProxy(),
    trusted,
    health: ({ pools }: Interior) => {
      const { code, report } = reportHealth({ pools, phase: lifecycle.phase, hostname: hostname() });
      return { status: code, type: 'application/json', body: JSON.stringify(report) };
    },
    draining: () => lifecycle.phase === 'draining',
    begun: () => metrics.requests.begun(),
    counted: (visit) => metrics.requests.finished(visit),
    logged: accessLog(logger),
  };
  const pipeline = new Pipeline(createEntrance(house), () => interior.limits.requestsPerConnection);
  const server = createFront(pipeline, { logger, unread: (status) => metrics.requests.unread(status) });
  applyLimits(server, config.limits);
  answerHalfClosed(server, pipeline, () => interior.limits.halfClosed);
  const connections = countConnections(server);
  acceptUpgrades(server, pipeline, websockets);
  const admin = createAdmin({ lifecycle, registry: metrics.registry, interior: () => interior });

  /** One after the other: new pools take a moment to start, and a later configuration would be overtaken by an older one. */
  let reloaded = Promise.resolve();
  const refurnish = async (changed: GatewayConfig): Promise<void> => {
    const next = furnish(changed, { logger, resolve, before: interior });
    await begin(next.pools.filter((pool) => !interior.pools.includes(pool)));
    const gone = interior.pools.filter((pool) => !next.pools.includes(pool));
    interior = next;
    applyLimits(server, changed.limits);
    for (const pool of gone) leaving.add(pool);
    setTimeout(() => stopAll(gone, leaving), FAREWELL).unref();
  };

  return {
    server,
    admin,
    start: () => begin(interior.pools),
    reload(changed) {
      reloaded = reloaded.then(() => refurnish(changed));
      return reloaded;
    },
    draining: () => websockets.end(),
    stop() {
      guard.stop();
      stopAll(interior.pools, leaving);
      stopAll([...leaving], leaving);
    },
  };
}

function countConnections(server: Server): { readonly open: number } {
  const count = { open: 0 };
  server.on('connection', (socket) => {
    count.open += 1;
    socket.on('close', () => (count.open -= 1));
  });
  return count;
}

async function begin(pools: readonly Pool[]): Promise<void> {
  const patience = new AbortController();
  const found = Promise.all(pools.map((pool) => pool.start()));
  const enough = sleep(START_PATIENCE, undefined, { signal: patience.signal, ref: false }).catch(
    () => undefined,
  );
  await Promise.race([found, enough]);
  patience.abort();
}

function stopAll(pools: readonly Pool[], leaving: Set<Pool>): void {
  for (const pool of pools) {
    pool.stop();
    leaving.delete(pool);
  }
}
