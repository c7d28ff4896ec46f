import { Counter, Histogram, type Registry } from 'prom-client';
import type { Visit } from '../proxy/access-log.ts';

/** In seconds: from what a cached answer takes to the longest deadline. */
const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];
const NONE = 'none';

interface Tally {
  readonly labels: Record<'route' | 'pool' | 'replica' | 'code', string>;
  count: number;
}

/** Counts requests. What happens for each of them is an addition; the labels are made when somebody looks. */
export class RequestMetrics {
  readonly #tallies = new Map<string, Tally>();
  readonly #retried = new Map<string, number>();
  readonly #durations = new Map<string, { observe(seconds: number): void }>();
  readonly #duration: Histogram<'route'>;
  #inFlight = 0;

  constructor(registry: Registry) {
    const tallies = this.#tallies;
    const retried = this.#retried;
    const requests = new Counter({
      name: 'gateway_requests_total',
      help: 'Requests answered, by route, pool, replica and class of status; 499 is 4xx.',
      labelNames: ['route', 'pool', 'replica', 'code'] as const,
      registers: [registry],
      collect() {
        for (const tally of tallies.values()) {
          requests.inc(tally.labels, tally.count);
          tally.count = 0;
        }
      },
    });
    const retries = new Counter({
      name: 'gateway_retries_total',
      help: 'Attempts beyond the first, by the pool of the last one.',
      labelNames: ['pool'] as const,
      registers: [registry],
      collect() {
        for (const [pool, count] of retried) retries.inc({ pool }, count);
        retried.clear();
      },
    });
    this.#duration = new Histogram({
      name: 'gateway_request_duration_seconds',
      help: 'Time from the request’s head to the last byte of its answer.',
      labelNames: ['route'] as const,
      buckets: BUCKETS,
      registers: [registry],
    });
  }

  /** Requests that have begun and not ended. */
  get inFlight(): number {
    return this.#inFlight;
  }

  begun(): void {
    this.#inFlight += 1;
  }

  finished({ route = NONE, record, status, started }: Visit): void {
    this.#inFlight -= 1;
    const pool = record?.pool ?? NONE;
    const replica = record?.replica ?? NONE;
    const code = `${Math.floor(status / 100)}xx`;
    const key = `${route} ${replica} ${pool} ${code}`;
    const tally = this.#tallies.get(key);
    if (tally) tally.count += 1;
    else this.#tallies.set(key, { labels: { route, pool, replica, code }, count: 1 });
    if (record && record.attempts > 1) {
      this.#retried.set(pool, (this.#retried.get(pool) ?? 0) + record.attempts - 1);
    }
    this.#durationOf(route).observe((performance.now() - started) / 1000);
  }

  #durationOf(route: string): { observe(seconds: number): void } {
    const known = this.#durations.get(route);
    if (known) return known;
    const child = this.#duration.labels(route);
    this.#durations.set(route, child);
    return child;
  }
}
