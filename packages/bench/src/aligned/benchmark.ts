import { app } from '../lanes/node-server.ts';
import { get, postJson } from '../load/request.ts';
import { comparisonTable, ratioFigures } from '../report/comparison-table.ts';
import { allMet, figureTable } from '../report/figure.ts';
import type { Report } from '../report/report.ts';
import { compare } from '../rounds/comparison.ts';
import type { Lane } from '../rounds/lane.ts';
import { measure } from '../rounds/measure.ts';
import type { Bench, Plan } from '../rounds/plan.ts';
import { expectSameAnswers } from '../twins/same-answers.ts';

/** What interchangeable answers may cost beside each framework's own. */
const GOAL = 1.1;

/** What the aligned profile of each twin costs beside its native one. */
export async function benchAligned(bench: Bench, node: string): Promise<Report> {
  const plan: Plan = {
    requests: [get('/'), postJson('/echo', { message: 'Hello, twins' })],
    lanes: ['express-echo', 'fastify-echo'].flatMap((name): Lane[] => [
      lane(node, name, 'native'),
      { ...lane(node, name, 'aligned'), baseline: `${name}, native`, goal: GOAL },
    ]),
  };
  await expectSameAnswers(bench, plan);
  const comparisons = compare(plan, await measure(bench, plan));
  const figures = ratioFigures(comparisons);
  return { text: `${comparisonTable(comparisons)}\n\n${figureTable(figures)}`, met: allMet(figures) };
}

function lane(node: string, name: string, profile: string): Lane {
  return {
    name: `${name}, ${profile}`,
    logs: true,
    command: (port) => app(node, name, { PORT: String(port), ECHO_PROFILE: profile }),
  };
}
