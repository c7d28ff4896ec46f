import type { Comparison, Row } from '../comparison.ts';
import { intervalText, ratioText, verdictWord } from '../figures.ts';
import { html, type Markup } from './markup.ts';
import { ratioScale } from './scale.ts';

const WIDTH = 900;
const LINE = 22;
const TOP = 30;
const FROM = 330;
const TO = 640;

/** A forest plot: the ratio of every metric with its interval, on a logarithmic axis, with the band that does not matter. */
export function forestPlot({ a, b, rows }: Comparison, margin: number): Markup {
  const told = rows.filter(({ ratio }) => ratio !== null);
  const ends = told.flatMap(({ ratio }) => (ratio ? [ratio.low, ratio.high] : []));
  const scale = ratioScale(
    ends.map((end) => Math.min(12, Math.max(0.08, end))),
    [FROM, TO],
  );
  const workloads = [...new Set(told.map(({ workload }) => workload))];
  const height = TOP + (told.length + workloads.length) * LINE + 10;
  let y = TOP;
  const lines = workloads.map((workload) => {
    const heading = html`<text class="strong" x="4" y="${(y += LINE) - 6}">${workload}</text>`;
    const own = told.filter((row) => row.workload === workload);
    return [heading, ...own.map((row) => line(row, (y += LINE) - LINE / 2, scale))];
  });
  const [left, right] = [scale(1 / (1 + margin)), scale(1 + margin)];
  return html`<svg viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="Forest plot: ${b} ÷ ${a}">
    <rect class="band" x="${left}" y="${TOP}" width="${right - left}" height="${height - TOP - 8}" />
    ${scale.ticks.map(
      (tick) =>
        html`<g class="tick"
          ><line x1="${scale(tick)}" x2="${scale(tick)}" y1="${TOP}" y2="${height - 8}" />
          <text x="${scale(tick)}" y="${TOP - 8}" text-anchor="middle">${tick}</text></g
        >`,
    )}
    <line class="one" x1="${scale(1)}" x2="${scale(1)}" y1="${TOP}" y2="${height - 8}" />
    ${lines}
  </svg>`;
}

function line(row: Row, y: number, scale: (value: number) => number): Markup {
  const { ratio, metric, verdict } = row;
  if (!ratio) return html``;
  const at = (value: number): number => Math.min(TO + 10, Math.max(FROM - 10, scale(value)));
  return html`<g class="${verdict}">
    <text x="16" y="${y + 4}">${metric.title}</text>
    <line x1="${at(ratio.low)}" x2="${at(ratio.high)}" y1="${y}" y2="${y}" />
    <rect x="${at(ratio.value) - 4}" y="${y - 4}" width="8" height="8" />
    <text x="${TO + 20}" y="${y + 4}">${ratioText(row)} (${intervalText(row)}) ${verdictWord(row)}</text>
  </g>`;
}
