import type { Comparison } from '../rounds/comparison.ts';
import type { Figure } from './figure.ts';
import { table } from './table.ts';

/** The costs of the lanes, with ratios to their baselines. */
export function comparisonTable(comparisons: readonly Comparison[]): string {
  return table(
    ['request', 'lane', 'CPU µs a request', 'requests/s', 'ratio', '95 % interval', 'of'],
    comparisons.map(({ request, lane, cost, rate, ratio }) => [
      request,
      lane.name,
      cost.toFixed(1),
      rate.toFixed(0),
      ratio?.ratio.toFixed(2) ?? '',
      ratio ? `${ratio.low.toFixed(2)} – ${ratio.high.toFixed(2)}` : '',
      lane.baseline ?? '',
    ]),
  );
}

/** The ratios that have a goal. */
export function ratioFigures(comparisons: readonly Comparison[]): Figure[] {
  return comparisons.flatMap(({ request, lane: { name, goal, baseline }, ratio }) =>
    goal === undefined || ratio === undefined
      ? []
      : [{ name: `${name}, ${request}: CPU a request`, value: ratio.ratio, goal, unit: ` × ${baseline}` }],
  );
}
