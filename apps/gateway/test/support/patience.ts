import type { PoolSettings } from '../../src/config/pool-schema.ts';
import type { GatewayConfig } from '../../src/config/schema.ts';

/** What a replica has by default to be connected to, to come free, and to say how it is; and what it gets instead, in milliseconds. */
const USUAL = 1000;
const PATIENT = 10_000;

/** A configuration for a machine that may be busy: nobody is given up just for that, unless the test has said when. */
export function patient(config: GatewayConfig): GatewayConfig {
  const single = Array.from(config.pools.single, ([name, pool]) => [name, waiting(pool)] as const);
  return { ...config, pools: { ...config.pools, single: new Map(single) } };
}

function waiting(pool: PoolSettings): PoolSettings {
  const { health, deadlines } = pool;
  return {
    ...pool,
    health: { ...health, timeout: longer(health.timeout) },
    deadlines: { ...deadlines, connect: longer(deadlines.connect), queue: longer(deadlines.queue) },
  };
}

function longer(time: number): number {
  return time === USUAL ? PATIENT : time;
}
