import { Histogram, type HistogramConfiguration } from 'prom-client';

/** In seconds: from what a cached answer takes to the longest deadline. */
export const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];
const LIMITS = BUCKETS.map((seconds) => seconds * 1000);

const NAME = 'gateway_request_duration_seconds';
const SETTINGS = {
  name: NAME,
  help: 'Time from the request’s head to the last byte of its answer.',
  labelNames: ['route' as const],
  buckets: BUCKETS,
} satisfies HistogramConfiguration<'route' | 'le'>;

/** How long the requests of one route took. */
export class Durations {
  /** How many, by the first bucket that they fit in; those that fit in none come last. */
  readonly buckets: number[] = Array.from({ length: LIMITS.length + 1 }, () => 0);
  /** In milliseconds. */
  sum = 0;

  /** @param time in milliseconds */
  add(time: number): void {
    let bucket = 0;
    while (bucket < LIMITS.length && time > (LIMITS[bucket] ?? 0)) bucket += 1;
    this.buckets[bucket] = (this.buckets[bucket] ?? 0) + 1;
    this.sum += time;
  }
}

/**
 * The histogram of durations by route. Prom-client's own looks at labels, hashes them and compares numbers as text each time
 * something is observed, which costs as much as parsing a request; here that is done when somebody looks. It has to be
 * registered.
 */
export class DurationHistogram extends Histogram<'route' | 'le'> {
  readonly #routes: ReadonlyMap<string, Durations>;
  /** Never observes anything: what it is called, and of what type. */
  readonly #empty = new Histogram<'route' | 'le'>({ ...SETTINGS, registers: [] });

  constructor(routes: ReadonlyMap<string, Durations>) {
    super({ ...SETTINGS, registers: [] });
    this.#routes = routes;
  }

  override async get(): ReturnType<Histogram<'route' | 'le'>['get']> {
    const values = [...this.#routes].flatMap(([route, durations]) => valuesOf(route, durations));
    return { ...(await this.#empty.get()), values };
  }

  /** What the registry asks for in preference to `get`. */
  getForPromString(): ReturnType<Histogram<'route' | 'le'>['get']> {
    return this.get();
  }
}

function valuesOf(route: string, { buckets, sum }: Durations) {
  let count = 0;
  const cumulated = buckets.map((more, index) => {
    count += more;
    const le = BUCKETS[index] ?? '+Inf';
    return { metricName: `${NAME}_bucket`, labels: { route, le }, value: count };
  });
  return [
    ...cumulated,
    { metricName: `${NAME}_sum`, labels: { route }, value: sum / 1000 },
    { metricName: `${NAME}_count`, labels: { route }, value: count },
  ];
}
