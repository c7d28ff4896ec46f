import { gatewayTable } from '../gateway/benchmark.ts';
import { median } from '../statistics/median.ts';
import { allMet, figureTable, type Figure } from '../report/figure.ts';
import { comparisonTable, ratioFigures } from '../report/comparison-table.ts';
import { compare } from '../rounds/comparison.ts';
import { measure } from '../rounds/measure.ts';
import type { Bench, Block } from '../rounds/plan.ts';
import type { Report } from '../report/report.ts';
import { settledMemory } from './footprint.ts';
import { twinsPlan } from './lanes.ts';
import { expectSameAnswers } from './same-answers.ts';

/** What the twins cost beside the bare frameworks: CPU a request, time to start, memory; and the gateway's table. */
export async function benchTwins(bench: Bench, node: string): Promise<Report> {
  const plan = twinsPlan(node);
  await expectSameAnswers(bench, plan);
  const blocks = await measure(bench, plan);
  const comparisons = compare(plan, blocks);
  const figures = [...ratioFigures(comparisons)];
  for (const lane of plan.lanes.filter(({ logs }) => logs)) {
    bench.progress(`${lane.name}: memory`);
    figures.push(firstAnswer(lane.name, blocks), await settledMemory(bench, lane));
  }
  const gateway = await gatewayTable(bench, node);
  const text = [comparisonTable(comparisons), figureTable(figures), gateway].join('\n\n');
  return { text, met: allMet(figures) };
}

function firstAnswer(lane: string, blocks: readonly Block[]): Figure {
  const times = blocks.filter((block) => block.lane === lane).map((block) => block.firstAnswer);
  return { name: `${lane}: start to first 200`, value: median(times), goal: 250, unit: ' ms' };
}
