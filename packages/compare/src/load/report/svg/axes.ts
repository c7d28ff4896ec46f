import { figure } from '../figures.ts';
import { html, type Markup } from './markup.ts';
import type { Scale } from './scale.ts';

/** The size of a chart, and where its plane lies within. */
export const CHART = { width: 440, height: 250, left: 56, right: 430, top: 14, bottom: 212 };

/** What a chart's axes say. */
export interface Axes {
  readonly x: Scale;
  readonly y: Scale;
  readonly across: string;
  readonly up: string;
  /** How a tick of the lower axis is written. */
  readonly tick?: (value: number) => string;
}

/** Grid, ticks and names of the axes. */
export function axes({ x, y, across, up, tick = figure }: Axes): Markup {
  const { left, right, top, bottom } = CHART;
  return html`<g class="tick">
    ${y.ticks.map(
      (value) =>
        html`<line x1="${left}" x2="${right}" y1="${y(value)}" y2="${y(value)}" />
          <text x="${left - 6}" y="${y(value) + 4}" text-anchor="end">${figure(value)}</text>`,
    )}
    ${x.ticks.map(
      (value) => html`<text x="${x(value)}" y="${bottom + 16}" text-anchor="middle">${tick(value)}</text>`,
    )}
    <text x="${(left + right) / 2}" y="${bottom + 33}" text-anchor="middle">${across}</text>
    <text x="${left}" y="${top - 4}">${up}</text>
  </g>`;
}

/** A line through points, with a mark at each. */
export function polyline(
  points: readonly (readonly [number, number])[],
  { lane, marks, title }: { lane: number; marks: boolean; title: string },
): Markup {
  const path = points.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ');
  const circles = marks
    ? points.map(([x, y]) => html`<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="3" />`)
    : [];
  return html`<g class="lane lane-${lane}"
    ><title>${title}</title><polyline points="${path}" />${circles}</g
  >`;
}
