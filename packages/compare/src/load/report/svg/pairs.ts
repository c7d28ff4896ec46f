import type { Row } from '../comparison.ts';
import { axes, CHART } from './axes.ts';
import { html, type Markup } from './markup.ts';
import { linearScale, ratioScale } from './scale.ts';

/** The ratio of each pair in the order they were run: a drift or a step is seen here, and nowhere else. */
export function pairsChart({ metric, points, ratio, workload }: Row): Markup {
  const { left, right, top, bottom, width, height } = CHART;
  const known = points.filter((point) => point !== null);
  const y = ratioScale(known, [bottom, top]);
  const x = linearScale(points.length + 1, [left, right]);
  const marks = points.map((point, round) =>
    point === null
      ? html`<text class="worse" x="${x(round + 1)}" y="${bottom - 4}" text-anchor="middle">×</text>`
      : html`<circle cx="${x(round + 1)}" cy="${y(point)}" r="3.5" />`,
  );
  const band = ratio
    ? html`<rect
          class="band"
          x="${left}"
          y="${y(ratio.high)}"
          width="${right - left}"
          height="${y(ratio.low) - y(ratio.high)}"
        />
        <line class="mean" x1="${left}" x2="${right}" y1="${y(ratio.value)}" y2="${y(ratio.value)}" />`
    : html``;
  return html`<figure>
    <figcaption>${workload}: ${metric.title}</figcaption>
    <svg viewBox="0 0 ${width} ${height}" role="img" aria-label="Pairs in time order: ${metric.title}">
      ${band}${axes({ x: wholeTicks(x), y, across: 'pair, in time order', up: 'ratio', tick: String })}
      <line class="one" x1="${left}" x2="${right}" y1="${y(1)}" y2="${y(1)}" />
      <g class="lane lane-1">${marks}</g>
    </svg>
  </figure>`;
}

function wholeTicks(scale: ReturnType<typeof linearScale>): ReturnType<typeof linearScale> {
  return Object.assign((value: number) => scale(value), {
    ticks: scale.ticks.filter((tick) => Number.isInteger(tick) && tick > 0),
  });
}
