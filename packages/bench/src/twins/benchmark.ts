import { gatewayTable } from '../gateway/benchmark.ts';
import type { Part } from '../cli/parts.ts';
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

/** What the twins cost beside the bare frameworks; and the gateway's table. */
export const TWINS_PARTS: readonly Part[] = [
  { name: 'cost', purpose: 'CPU time a request, and the time to start', run: cost },
  { name: 'memory', purpose: 'memory held after 100,000 requests', run: memory },
  {
    name: 'gateway',
    purpose: 'the gateway beside http-proxy-middleware as shipped, and nginx',
    run: async (bench, node) => ({ text: await gatewayTable(bench, node), met: true }),
  },
];

async function cost(bench: Bench, node: string): Promise<Report> {
  const plan = twinsPlan(node);
  await expectSameAnswers(bench, plan);
  const blocks = await measure(bench, plan);
  const comparisons = compare(plan, blocks);
  const starts = plan.lanes.filter(({ logs }) => logs).map(({ name }) => firstAnswer(name, blocks));
  const figures = [...ratioFigures(comparisons), ...starts];
  return { text: `${comparisonTable(comparisons)}\n\n${figureTable(figures)}`, met: allMet(figures) };
}

async function memory(bench: Bench, node: string): Promise<Report> {
  const figures: Figure[] = [];
  for (const lane of twinsPlan(node).lanes.filter(({ logs }) => logs)) {
    bench.progress(`${lane.name}: memory`);
    figures.push(await settledMemory(bench, lane));
  }
  return { text: figureTable(figures), met: allMet(figures) };
}

function firstAnswer(lane: string, blocks: readonly Block[]): Figure {
  const times = blocks.filter((block) => block.lane === lane).map((block) => block.firstAnswer);
  return { name: `${lane}: start to first 200`, value: median(times), goal: 250, unit: ' ms' };
}
