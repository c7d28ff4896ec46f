import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client';
import type { Pool } from '../pools/pool.ts';
import type { Replica } from '../pools/replica.ts';
import { RequestMetrics } from './request-metrics.ts';

/** What is counted besides requests; asked when somebody looks. */
export interface Gauges {
  readonly pools: () => readonly Pool[];
  /** Open client connections. */
  readonly connections: () => number;
  /** Open WebSockets. */
  readonly tunnels: () => number;
  /** Requests refused because the gateway itself had enough to do. */
  readonly shed: () => number;
}

/** Names among Node's usual metrics that Prometheus's own check rejects: gauges that end like counters. */
const MISNAMED = [
  'nodejs_active_handles_total',
  'nodejs_active_requests_total',
  'nodejs_active_resources_total',
];
const STATES = ['well', 'unreachable', 'unhealthy', 'ejected', 'probation'] as const;

/** What is added up over the replicas of a pool. */
const SUMS: Readonly<Record<string, readonly [string, (replica: Replica) => number]>> = {
  gateway_upstream_connections: [
    'Open connections to the replicas of a pool.',
    ({ connections }) => connections.open,
  ],
  gateway_upstream_queue: [
    'Requests that wait for a connection to a replica of a pool.',
    ({ connections }) => connections.waiting,
  ],
  gateway_concurrency_limit: [
    'How many requests may wait for answers of the replicas of a pool, as things are.',
    ({ limit }) => limit.limit,
  ],
};

/** Everything that `/metrics` shows, in one registry. */
export interface Metrics {
  readonly registry: Registry;
  readonly requests: RequestMetrics;
}

/** Creates the registry: requests, pools, connections, and the process itself with its event-loop delay. */
export function createMetrics(gauges: Gauges): Metrics {
  const registry = new Registry();
  const requests = new RequestMetrics(registry);
  collectDefaultMetrics({ register: registry });
  for (const name of MISNAMED) registry.removeSingleMetric(name);
  const simple = {
    gateway_requests_in_flight: ['Requests that are being answered.', () => requests.inFlight],
    gateway_client_connections: ['Open client connections.', gauges.connections],
    gateway_websockets: ['Open WebSockets.', gauges.tunnels],
  } as const;
  for (const [name, [help, read]] of Object.entries(simple)) {
    const gauge: Gauge = new Gauge({ name, help, registers: [registry], collect: () => gauge.set(read()) });
  }
  watchPools(registry, gauges.pools);
  watchSums(registry, gauges.pools);
  watchOverload(registry, gauges);
  return { registry, requests };
}

function watchPools(registry: Registry, pools: () => readonly Pool[]): void {
  const registers = [registry];
  const replicas = new Gauge({
    name: 'gateway_replicas',
    help: 'Replicas of a pool by what is thought of them.',
    labelNames: ['pool', 'state'] as const,
    registers,
    collect() {
      replicas.reset();
      for (const pool of pools()) {
        for (const state of STATES) {
          const count = pool.replicas.filter((replica) => replica.state === state).length;
          replicas.set({ pool: pool.name, state }, count);
        }
      }
    },
  });
  const ejections = new Counter({
    name: 'gateway_ejections_total',
    help: 'How often replicas of a pool have been ejected since the pool was made.',
    labelNames: ['pool'] as const,
    registers,
    collect() {
      ejections.reset();
      for (const pool of pools()) ejections.inc({ pool: pool.name }, pool.ejections);
    },
  });
}

function watchSums(registry: Registry, pools: () => readonly Pool[]): void {
  for (const [name, [help, read]] of Object.entries(SUMS)) {
    const gauge = new Gauge({
      name,
      help,
      labelNames: ['pool'] as const,
      registers: [registry],
      collect() {
        gauge.reset();
        for (const pool of pools()) {
          const sum = pool.replicas.reduce((total, replica) => total + read(replica), 0);
          gauge.set({ pool: pool.name }, sum);
        }
      },
    });
  }
}

function watchOverload(registry: Registry, { pools, shed }: Gauges): void {
  const registers = [registry];
  const refused = new Counter({
    name: 'gateway_shed_total',
    help: 'Requests refused because the replicas of a pool, or the gateway itself (none), had enough to do.',
    labelNames: ['pool'] as const,
    registers,
    collect() {
      refused.reset();
      refused.inc({ pool: 'none' }, shed());
      for (const pool of pools()) refused.inc({ pool: pool.name }, pool.refused);
    },
  });
}
