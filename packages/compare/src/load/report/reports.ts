import type { Folder } from '../results/folder.ts';
import { htmlReport } from './html/page.ts';
import { markdownReport } from './markdown.ts';
import { type Outcome, outcomeOf } from './outcome.ts';

/**
 * Makes all reports of a run from its plan and its blocks.
 *
 * @throws {Fault} when they cannot be written
 */
export function writeReports(folder: Folder): Outcome {
  const outcome = outcomeOf(folder.plan(), folder.blocks());
  folder.write('report.json', `${JSON.stringify(outcome)}\n`);
  folder.write('report.html', htmlReport(outcome));
  folder.write('report.md', markdownReport(outcome));
  return outcome;
}
