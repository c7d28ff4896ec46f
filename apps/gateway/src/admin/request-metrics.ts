import { Counter, type Registry } from 'prom-client';
import type { Visit } from '../proxy/access-log.ts';
import { DurationHistogram, Durations } from './durations.ts';

const NONE = 'none';
const CLASSES = 6;

/** Requests of one route that one replica answered, by the class of their status. */
interface Tally {
  readonly labels: Readonly<Record<'route' | 'pool' | 'replica', string>>;
  readonly counts: number[];
}

/** Counts requests. What happens for each of them is an addition; the labels are made when somebody looks. */
export class RequestMetrics {
  readonly #tallies = new Set<Tally>();
  /** By route and replica; there is no pool in it, as a replica that two of them have in common is rare. */
  readonly #known = new Map<string, Map<string, Tally>>();
  readonly #retried = new Map<string, number>();
  readonly #durations = new Map<string, Durations>();
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
        for (const { labels, counts } of tallies) {
          for (const [hundreds, count] of counts.entries()) {
            if (count > 0) requests.inc({ ...labels, code: `${hundreds}xx` }, count);
          }
          counts.fill(0);
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
    registry.registerMetric(new DurationHistogram(this.#durations));
  }

  /** Requests that have begun and not ended. */
  get inFlight(): number {
    return this.#inFlight;
  }

  begun(): void {
    this.#inFlight += 1;
  }

  /** A request could not be read, and has been refused with this status. */
  unread(status: number): void {
    count(this.#tally(NONE, NONE, NONE), status);
  }

  finished({ route = NONE, record, status, started }: Visit): void {
    this.#inFlight -= 1;
    const { pool = NONE, replica = NONE, attempts = 0 } = record ?? {};
    count(this.#tally(route, replica, pool), status);
    if (attempts > 1) this.#retried.set(pool, (this.#retried.get(pool) ?? 0) + attempts - 1);
    let durations = this.#durations.get(route);
    if (durations === undefined) this.#durations.set(route, (durations = new Durations()));
    durations.add(performance.now() - started);
  }

  #tally(route: string, replica: string, pool: string): Tally {
    let replicas = this.#known.get(route);
    if (replicas === undefined) this.#known.set(route, (replicas = new Map<string, Tally>()));
    const known = replicas.get(replica);
    if (known?.labels.pool === pool) return known;
    let tally = [...this.#tallies].find(
      ({ labels }) => labels.route === route && labels.replica === replica && labels.pool === pool,
    );
    if (tally === undefined) {
      tally = { labels: { route, pool, replica }, counts: Array.from({ length: CLASSES }, () => 0) };
      this.#tallies.add(tally);
    }
    replicas.set(replica, tally);
    return tally;
  }
}

function count({ counts }: Tally, status: number): void {
  const hundreds = Math.floor(status / 100);
  counts[hundreds] = (counts[hundreds] ?? 0) + 1;
}
