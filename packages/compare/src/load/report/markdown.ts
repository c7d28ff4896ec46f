import type { Comparison, Row } from './comparison.ts';
import { figure, intervalText, ratioText, verdictText } from './figures.ts';
import type { Outcome } from './outcome.ts';

const GIB = 2 ** 30;

/** The report as Markdown, for a README: what was measured on what, and a table a comparison. */
export function markdownReport(outcome: Outcome): string {
  const { plan, comparisons, noise, rejections, windows } = outcome;
  const { machine } = plan;
  const lanes = plan.lanes.map(
    ({ name, version, node }) => `${name} (${version}, Node ${node ?? 'unknown'})`,
  );
  const cosmetic = plan.differences.every(({ class: found }) => found === 'SAME' || found === 'COSMETIC');
  const parts = [
    ...(outcome.complete ? [] : [`**Incomplete: ${outcome.blocks.length} of ${outcome.planned} blocks.**`]),
    `${lanes.join(', ')}. ${plan.pairs} pairs of fresh processes, windows of ${plan.seconds} s, seed ${plan.seed}. ` +
      `${machine.processors} × ${machine.processor}, ${(machine.memory / GIB).toFixed(0)} GiB, ${machine.kernel}; ${machine.cpus}. ` +
      `${rejections.filter(({ tail }) => !tail).length} of ${windows} windows were rejected. ${noiseText(noise)}`,
    ...(cosmetic ? [] : [behaviourText(outcome)]),
    ...comparisons.map(comparisonText),
  ];
  return `${parts.join('\n\n')}\n`;
}

function noiseText(noise: Comparison | null): string {
  const widths = (noise?.rows ?? []).flatMap(({ metric, ratio }) =>
    ratio && /^(?:throughput-32|cpu|p50|p99)$/u.test(metric.id)
      ? [`${metric.title} ± ${((ratio.high / ratio.value - 1) * 100).toFixed(1)} %`]
      : [],
  );
  return widths.length === 0 ? 'The noise floor is not known.' : `Noise floor: ${widths.join(', ')}.`;
}

function behaviourText({ plan }: Outcome): string {
  const lines = plan.differences.map(
    ({ workload, lanes, class: found, differences }) =>
      `- ${workload}, ${lanes.join(' and ')}: ${found} (${differences.map(({ aspect }) => aspect).join(', ')})`,
  );
  return ['Behaviour on these routes differs:', '', ...lines].join('\n');
}

function comparisonText({ a, b, rows }: Comparison): string {
  const head = `| workload | metric | ${a} | ${b} | ratio | 95 % | ${b} is |`;
  const rule = '| --- | --- | ---: | ---: | ---: | ---: | --- |';
  return [head, rule, ...rows.map(line)].join('\n');
}

function line(row: Row): string {
  const { title, unit } = row.metric;
  const cells = [row.workload, `${title}, ${unit}`, figure(row.a), figure(row.b)];
  return `| ${[...cells, ratioText(row), intervalText(row), verdictText(row)].join(' | ')} |`;
}
