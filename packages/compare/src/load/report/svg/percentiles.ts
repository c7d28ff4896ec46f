import type { Latencies } from '../../generator/percentiles.ts';
import { axes, CHART, polyline } from './axes.ts';
import { html, type Markup } from './markup.ts';
import { logScale } from './scale.ts';

const SHARES = [0.5, 0.4, 0.3, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001, 0.0005, 0.0002, 0.0001];

/** A lane's latencies, and which colour is its. */
export interface LaneLatencies {
  readonly name: string;
  readonly index: number;
  readonly latencies: Latencies;
}

/** Latency by percentile, the share beyond it on a logarithmic axis; each curve ends where fewer than 100 samples lie beyond. */
export function percentileChart(title: string, lanes: readonly LaneLatencies[]): Markup {
  const { left, right, top, bottom, width, height } = CHART;
  const curves = lanes.map((lane) => ({
    ...lane,
    points: SHARES.flatMap((share) => {
      const value = lane.latencies.told(100 * (1 - share));
      return value === undefined ? [] : [[share, value] as const];
    }),
  }));
  const all = curves.flatMap(({ points }) => points);
  if (all.length === 0) return html``;
  const values = all.map(([, value]) => value);
  const y = logScale([Math.min(...values) * 0.9, Math.max(...values) * 1.1], [bottom, top]);
  const least = Math.min(...all.map(([share]) => share));
  const beyond = logScale([1, 0.5 / least], [left, right]);
  const x = Object.assign((percent: number) => beyond(0.5 / (1 - percent / 100)), {
    ticks: [50, 90, 99, 99.9, 99.99].filter((percent) => 1 - percent / 100 >= least * 0.999),
  });
  return html`<figure>
    <figcaption>${title}</figcaption>
    <svg viewBox="0 0 ${width} ${height}" role="img" aria-label="Latency by percentile: ${title}">
      ${axes({ x, y, across: 'percentile', up: 'µs', tick: (value) => `p${value}` })}
      ${curves.map(({ name, index, points }) =>
        polyline(
          points.map(([share, value]) => [x(100 * (1 - share)), y(value)]),
          { lane: index, marks: false, title: name },
        ),
      )}
    </svg>
  </figure>`;
}
