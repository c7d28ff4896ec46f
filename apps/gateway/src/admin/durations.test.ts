import { describe, expect, test } from '@jest/globals';
import { Histogram, Registry } from 'prom-client';
import { BUCKETS, DurationHistogram, Durations } from './durations.ts';

describe('the histogram of durations', () => {
  test('reads like one of prom-client that has observed the same', async () => {
    const ours = new Registry();
    const routes = new Map<string, Durations>();
    const histogram = new DurationHistogram(routes);
    ours.registerMetric(histogram);
    const theirs = new Registry();
    const { name, help } = await histogram.get();
    const model = new Histogram({ name, help, labelNames: ['route'], buckets: BUCKETS, registers: [theirs] });

    for (const [route, time] of [
      ['/flask', 0.5],
      ['/flask', 1],
      ['/fastapi', 30_000],
      ['/flask', 1.5],
      ['/flask', 70_000],
    ] as const) {
      const durations = routes.get(route) ?? new Durations();
      routes.set(route, durations);
      durations.add(time);
      model.observe({ route }, time / 1000);
    }
    expect(withoutOrder(await ours.metrics())).toEqual(withoutOrder(await theirs.metrics()));
  });
});

/** The labels of a line may come in any order. */
function withoutOrder(text: string): string[] {
  return text
    .split('\n')
    .map((line) =>
      line.replace(/\{(.*)\}/u, (_all, labels: string) => `{${labels.split(',').toSorted().join(',')}}`),
    );
}
