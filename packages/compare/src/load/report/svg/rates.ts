import { axes, CHART, polyline } from './axes.ts';
import { html, type Markup } from './markup.ts';
import { linearScale, logScale } from './scale.ts';

/** A lane's latency at each offered rate. */
export interface RateCurve {
  readonly name: string;
  readonly index: number;
  readonly points: readonly { readonly rate: number; readonly value: number }[];
}

/** Latency against the rate at which requests were offered, the same for every lane. */
export function rateChart(title: string, curves: readonly RateCurve[]): Markup {
  const { left, right, top, bottom, width, height } = CHART;
  const all = curves.flatMap(({ points }) => points);
  if (all.length === 0) return html``;
  const values = all.map(({ value }) => value);
  const y = logScale([Math.min(...values) * 0.9, Math.max(...values) * 1.1], [bottom, top]);
  const x = linearScale(Math.max(...all.map(({ rate }) => rate)) * 1.05, [left, right]);
  return html`<figure>
    <figcaption>${title}</figcaption>
    <svg viewBox="0 0 ${width} ${height}" role="img" aria-label="Latency against rate: ${title}">
      ${axes({ x, y, across: 'requests a second, offered', up: 'µs' })}
      ${curves.map(({ name, index, points }) =>
        polyline(
          points.map(({ rate, value }) => [x(rate), y(value)]),
          { lane: index, marks: true, title: name },
        ),
      )}
    </svg>
  </figure>`;
}
