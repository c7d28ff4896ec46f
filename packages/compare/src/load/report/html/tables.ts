import { levelName } from '../../results/block.ts';
import { completed } from '../../generator/tally.ts';
import type { Comparison, Row } from '../comparison.ts';
import { figure, intervalText, pText, ratioText, verdictText } from '../figures.ts';
import type { Outcome } from '../outcome.ts';
import { html, type Markup } from '../svg/markup.ts';

/** Every metric of a comparison, with medians, ratio, interval, tests and verdict. */
export function comparisonTable({ a, b, rows }: Comparison): Markup {
  return html`<div class="wide">
    <table>
      <thead>
        <tr>
          <th>workload</th>
          <th>metric</th>
          <th>${a}</th>
          <th>${b}</th>
          <th>ratio</th>
          <th>95 %</th>
          <th>p exact</th>
          <th>p adjusted</th>
          <th>verdict</th>
          <th>pairs</th>
          <th>rejected</th>
        </tr>
      </thead>
      <tbody>
        ${rows.map(line)}
      </tbody>
    </table>
  </div>`;
}

function line(row: Row): Markup {
  return html`<tr class="${row.verdict}">
    <th>${row.workload}</th>
    <td>${row.metric.title}, ${row.metric.unit}</td>
    <td class="figure">${figure(row.a)}</td>
    <td class="figure">${figure(row.b)}</td>
    <td class="figure">${ratioText(row)}</td>
    <td class="figure">${intervalText(row)}</td>
    <td class="figure">${pText(row.p)}</td>
    <td class="figure">${pText(row.adjusted)}</td>
    <td class="verdict">${verdictText(row)}</td>
    <td class="figure">${row.pairs}</td>
    <td class="figure">${row.rejected}</td>
  </tr>`;
}

/** The noise floor: what a difference of nothing looks like here. */
export function noiseTable({ a, rows }: Comparison): Markup {
  const lines = rows.map((row) => {
    const called = row.verdict === 'better' || row.verdict === 'worse';
    return html`<tr class="${called ? 'worse' : ''}">
      <td>${row.metric.title}</td>
      <td class="figure">${ratioText(row)}</td>
      <td class="figure">${intervalText(row)}</td>
      <td>${called ? 'calls a difference where there is none' : ''}</td>
    </tr>`;
  });
  return html`<p>${a} beside itself. A ratio that is as near to 1 as these means nothing.</p>
    <div class="wide">
      <table>
        <thead>
          <tr>
            <th>metric</th>
            <th>ratio</th>
            <th>95 %</th>
            <th></th>
          </tr>
        </thead>
        <tbody>
          ${lines}
        </tbody>
      </table>
    </div>`;
}

/** Windows that do not count; they are shown, counted, and never left out in silence. */
export function rejectionsTable({ rejections, windows }: Outcome): Markup {
  if (rejections.length === 0) return html`<p>None of ${windows} windows.</p>`;
  const lines = rejections.map(
    ({ place, level, reasons, tail }) =>
      html`<tr>
        <td>${place.phase}</td>
        <td class="figure">${place.round + 1}</td>
        <td>${place.workload}</td>
        <td>${place.lane}</td>
        <td>${level ?? 'the block'}${tail ? ', percentiles above p50 only' : ''}</td>
        <td>${reasons.join('; ')}</td>
      </tr>`,
  );
  return html`<p>${rejections.length} of ${windows} windows.</p>
    <div class="wide">
      <table>
        <thead>
          <tr>
            <th>phase</th>
            <th>pair</th>
            <th>workload</th>
            <th>lane</th>
            <th>level</th>
            <th>why</th>
          </tr>
        </thead>
        <tbody>
          ${lines}
        </tbody>
      </table>
    </div>`;
}

/** Every window of every block, for whoever wants to look. */
export function windowsTable({ blocks }: Outcome): Markup {
  const lines = blocks.flatMap(({ place, windows }) =>
    windows.map(({ level, tally, used, rejected }) => {
      const cells = [
        completed(tally) / tally.seconds,
        tally.mean,
        used.cpu,
        used.utilisation && used.utilisation * 100,
      ];
      return html`<tr class="${rejected.length > 0 ? 'worse' : ''}">
        <td>${place.phase}</td>
        <td class="figure">${place.round + 1}</td>
        <td>${place.workload}</td>
        <td>${place.lane}</td>
        <td>${levelName(level)}</td>
        ${cells.map((cell) => html`<td class="figure">${figure(cell)}</td>`)}
        <td class="figure">${(tally.generator.cpu * 100).toFixed(0)}</td>
        <td class="figure">${figure(tally.slip?.p99 ?? null)}</td>
      </tr>`;
    }),
  );
  return html`<div class="wide">
    <table>
      <thead>
        <tr>
          <th>phase</th>
          <th>pair</th>
          <th>workload</th>
          <th>lane</th>
          <th>level</th>
          <th>requests/s</th>
          <th>mean µs</th>
          <th>CPU µs</th>
          <th>loop busy %</th>
          <th>generator CPU %</th>
          <th>slip p99 µs</th>
        </tr>
      </thead>
      <tbody>
        ${lines}
      </tbody>
    </table>
  </div>`;
}
