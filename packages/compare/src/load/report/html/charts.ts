import { mainRate } from '../../schedule/levels.ts';
import type { Measured } from '../../results/plan.ts';
import type { Outcome } from '../outcome.ts';
import { latenciesAt } from '../latency-points.ts';
import { html, type Markup } from '../svg/markup.ts';
import { pairsChart } from '../svg/pairs.ts';
import { type LaneLatencies, percentileChart } from '../svg/percentiles.ts';
import { rateChart } from '../svg/rates.ts';

const SHOWN_PAIRS = /^(?:throughput-(?:32|128)|cpu|p50|p99)$/u;

/** The pairs of the main metrics, in the order they were run. */
export function pairCharts({ comparisons }: Outcome): Markup {
  return html`${comparisons.map(({ a, b, rows }) => {
    const shown = rows.filter(({ metric, points }) => SHOWN_PAIRS.test(metric.id) && points.some(Boolean));
    return html`<h3>${b} ÷ ${a}</h3>
      <div class="charts">${shown.map(pairsChart)}</div>`;
  })}`;
}

/** For each workload, the percentile curve at the main rate and latency against rate. */
export function latencyCharts(outcome: Outcome): Markup {
  return html`<div class="charts">
    ${outcome.plan.workloads.map((workload) => chartsOf(outcome, workload))}
  </div>`;
}

function chartsOf({ plan, blocks }: Outcome, { workload, levels, lanes }: Measured): Markup {
  const rate = mainRate(levels);
  if (rate === undefined) return html``;
  const rates = levels
    .flatMap((level) => (level.kind === 'open' ? [level.rate] : []))
    .toSorted((a, b) => a - b);
  const at = (lane: string, rate: number) => latenciesAt(blocks, { workload, lane, rate });
  const index = (lane: string): number => plan.lanes.findIndex(({ name }) => name === lane);
  const curves = lanes.flatMap((name): LaneLatencies[] => {
    const latencies = at(name, rate);
    return latencies ? [{ name, index: index(name), latencies }] : [];
  });
  const against = (percent: number): Markup =>
    rateChart(
      `${workload}: p${percent} by rate`,
      lanes.map((name) => ({
        name,
        index: index(name),
        points: rates.flatMap((rate) => {
          const value = at(name, rate)?.told(percent);
          return value === undefined ? [] : [{ rate, value }];
        }),
      })),
    );
  return html`${percentileChart(`${workload}: latency at ${rate}/s`, curves)}${against(50)}${against(99)}`;
}
