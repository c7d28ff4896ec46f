import { setTimeout as sleep } from 'node:timers/promises';
import { withFolder } from '../peers/peer.ts';
import type { Report } from '../report/report.ts';
import type { Bench } from '../rounds/plan.ts';
import { type Finding, findingLine, isMet, type Outcome, outcomeTable } from './finding.ts';
import type { Scenario } from './scenario.ts';
import { SCENARIOS } from './scenarios.ts';
import { Stage } from './stage.ts';

/** Which scenarios are run, and for how long the longest. */
export interface Choice {
  /** Their names; all when there are none. */
  readonly only: readonly string[];
  readonly minutes: number;
}

/** How long a machine is left alone between two scenarios, in milliseconds. */
const PAUSE = 200;

/** Puts the gateway through trouble of many kinds, one after the other. */
export async function benchResilience(bench: Bench, node: string, choice: Choice): Promise<Report> {
  const chosen = SCENARIOS.filter(({ name }) => choice.only.length === 0 || choice.only.includes(name));
  const outcomes = await withFolder(async (folder) => {
    const done: Outcome[] = [];
    for (const scenario of chosen) {
      bench.progress(`${scenario.name}: ${scenario.purpose}`);
      const { children } = bench;
      const stage = new Stage({
        children,
        node,
        folder,
        minutes: choice.minutes,
        progress: (line) => bench.progress(`  ${line}`),
      });
      done.push(await play(scenario, stage));
      children.endAll();
      await sleep(PAUSE);
    }
    return done;
  });
  const met = outcomes.every(({ findings }) => findings.every(isMet));
  return { text: outcomeTable(outcomes), met, data: outcomes };
}

async function play(scenario: Scenario, stage: Stage): Promise<Outcome> {
  const { name } = scenario;
  const skipped = scenario.obstacle?.();
  if (skipped !== undefined) {
    stage.progress(`not measured: ${skipped}`);
    return { scenario: name, findings: [], skipped };
  }
  const findings = await scenario.run(stage).catch((error: unknown): Finding[] => [
    {
      name: `broke off: ${error instanceof Error ? error.message : String(error)}`,
      value: Number.NaN,
      goal: 0,
    },
  ]);
  for (const finding of findings) stage.progress(findingLine(finding));
  return { scenario: name, findings };
}
