import type { Comparison, Row } from './comparison.ts';
import { figure, intervalText, pText, ratioText, verdictText } from './figures.ts';
import type { Outcome } from './outcome.ts';

/** What a run came to, for a terminal. */
export function terminalText(outcome: Outcome): string {
  const { plan, noise, comparisons } = outcome;
  const parts = [
    ...(outcome.complete ? [] : [`INCOMPLETE: ${outcome.blocks.length} of ${outcome.planned} blocks`]),
    ...(noise ? [noiseText(noise)] : []),
    ...comparisons.map((comparison) => comparisonText(comparison, plan.margin)),
    ...behaviourText(outcome),
    rejectionsText(outcome),
  ];
  return `${parts.join('\n\n')}\n`;
}

/** The noise floor in one line a metric. */
function noiseText(noise: Comparison): string {
  const lines = noise.rows.map((row) => [
    row.metric.title,
    ratioText(row),
    row.ratio ? `± ${((row.ratio.high / row.ratio.value - 1) * 100).toFixed(1)} %` : '–',
    row.verdict === 'better' || row.verdict === 'worse' ? 'CALLED A DIFFERENCE' : '',
  ]);
  return [`Noise floor: ${noise.a} beside itself`, ...table([['', 'ratio', '95 %', ''], ...lines])].join(
    '\n',
  );
}

function comparisonText({ a, b, rows, test }: Comparison, margin: number): string {
  const workloads = [...new Set(rows.map(({ workload }) => workload))];
  const head = `${b} beside ${a} (margin ${(margin * 100).toFixed(0)} %, p by ${test}, Holm over ${rows.length})`;
  const parts = workloads.map((workload) => {
    const own = rows.filter((row) => row.workload === workload);
    const title = [workload, a, b, `${b} ÷ ${a}`, '95 %', 'p', 'verdict'];
    return table([title, ...own.map(lineOf)]).join('\n');
  });
  return [head, ...parts].join('\n\n');
}

function lineOf(row: Row): string[] {
  const { title, unit } = row.metric;
  return [
    `${title} (${unit})`,
    figure(row.a),
    figure(row.b),
    ratioText(row),
    intervalText(row),
    pText(row.adjusted),
    verdictText(row),
  ];
}

function behaviourText({ plan }: Outcome): string[] {
  const real = plan.differences.filter(({ class: found }) => found !== 'SAME');
  if (real.length === 0) return [];
  const lines = real.map(({ workload, lanes, class: found, differences }) => {
    const aspects = differences.map(({ aspect }) => aspect).join(', ');
    return `  ${workload}: ${lanes.join(' | ')}  ${found} (${aspects})`;
  });
  return [['Behaviour on these routes differs:', ...lines].join('\n')];
}

/** How many windows do not count, and the commonest reasons; the report has each of them. */
function rejectionsText({ rejections, windows }: Outcome): string {
  const whole = rejections.filter(({ tail }) => !tail).length;
  const tails = rejections.length - whole;
  const reasons = new Map<string, number>();
  for (const reason of rejections.flatMap((rejection) => rejection.reasons)) {
    const kind = reason.replaceAll(/-?\d[\d.]*/gu, 'N');
    reasons.set(kind, (reasons.get(kind) ?? 0) + 1);
  }
  const lines = [...reasons].toSorted(([, a], [, b]) => b - a).map(([kind, count]) => `  ${count} × ${kind}`);
  return [
    `${whole} of ${windows} windows rejected; of ${tails} more, only p50 of the percentiles counts`,
    ...lines,
  ].join('\n');
}

/** Columns of equal width: the first to the left, figures to the right, the last as it is. */
function table(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  );
  return rows.map((row) =>
    row
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        if (column === 0) return cell.padEnd(width);
        return column === row.length - 1 ? cell : cell.padStart(width);
      })
      .join('  ')
      .trimEnd(),
  );
}
