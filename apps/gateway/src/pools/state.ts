import type { Phase } from '@echo-twins/shared/lifecycle/phase';
import type { Pool } from './pool.ts';

/** What `/health` says: how the gateway is, and how many replicas of each pool are well. */
export interface HealthReport {
  readonly status: 'healthy' | 'degraded' | 'unhealthy' | 'starting' | 'draining';
  readonly timestamp: string;
  readonly hostname: string;
  readonly pools: Readonly<Record<string, { readonly healthy: number; readonly total: number }>>;
}

/** Who reports. */
export interface Reporter {
  readonly pools: readonly Pool[];
  readonly phase: Phase;
  readonly hostname: string;
}

/** 200 as long as some pool can answer; `degraded` says that not all can. */
export function reportHealth({ pools, phase, hostname }: Reporter): {
  code: 200 | 503;
  report: HealthReport;
} {
  const counts = pools.map(({ name, replicas }) => ({
    name,
    healthy: replicas.filter(({ available }) => available).length,
    total: replicas.length,
  }));
  const served = counts.filter(({ healthy }) => healthy > 0).length;
  const pooled = served === counts.length ? 'healthy' : served > 0 ? 'degraded' : 'unhealthy';
  const status = phase === 'ready' ? pooled : phase;
  return {
    code: status === 'healthy' || status === 'degraded' ? 200 : 503,
    report: {
      status,
      timestamp: new Date().toISOString(),
      hostname,
      pools: Object.fromEntries(counts.map(({ name, healthy, total }) => [name, { healthy, total }])),
    },
  };
}
