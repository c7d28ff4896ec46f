import { join } from 'node:path';
import type { Setting } from '../ledger/expectation.ts';
import { LEDGER_FOLDER, type Ledger } from '../ledger/ledger.ts';
import { ledgerText } from '../ledger/text.ts';
import { updateExpectations } from '../ledger/update.ts';
import { BUNDLED, PROFILES } from '../lanes/bundled.ts';
import { REPOSITORY_ROOT } from '../lanes/package-root.ts';
import { differencesPage } from '../report/differences-page.ts';
import type { Report } from '../report/report.ts';
import type { Console } from './console.ts';
import { Fault } from './fault.ts';
import type { Options } from './options.ts';
import { checkWritable, writeAll } from './outputs.ts';

const EXPECTED = join(LEDGER_FOLDER, 'expected.json');
const PAGE = join(REPOSITORY_ROOT, 'docs', 'differences.md');

/** The circumstances of a run, as expectations are kept by them. */
export function settingOf({ lanes, node }: Pick<Report, 'lanes' | 'node'>): Setting {
  const [major = ''] = node.split('.');
  return { profile: lanes[0]?.profile ?? '', node: major };
}

/**
 * Looks whether a run may change the ledger, which is about Express and Fastify as this package has them.
 *
 * @throws {Fault} when other lanes, versions or probes were asked for, or the files cannot be written
 */
export function checkUpdate(options: Options): void {
  const lanes = options.lanes ?? BUNDLED;
  const ownProfile = options.profile === undefined || Object.keys(PROFILES).includes(options.profile);
  const own = ownProfile && options.fuzz === undefined && lanes[0] === 'express' && lanes[1] === 'fastify';
  if (!own || options.with.length > 0 || options.probes.length > 0 || options.target.length > 1) {
    throw new Fault('--update is for the built-in probes on express and fastify in their own versions');
  }
  for (const file of [EXPECTED, PAGE]) checkWritable('--update', file);
}

/** Puts down what was measured, writes the page, and tells what moved. Answers the exit code. */
export function update(report: Report, ledger: Ledger, console: Console): number {
  if (report.flaky.length > 0) throw new Fault(`--update: flaky, run again: ${report.flaky.join(', ')}`);
  const { expectations, moved } = updateExpectations(ledger.expectations, report, settingOf(report));
  writeAll([
    { option: '--update', file: EXPECTED, text: ledgerText(expectations) },
    { option: '--update', file: PAGE, text: differencesPage({ ...ledger, expectations }) },
  ]);
  for (const line of moved) console.out(`moved: ${line}\n`);
  console.out(`${moved.length === 0 ? 'nothing' : moved.length} moved\n`);
  return report.probes.some(({ standing }) => standing === 'unexplained') ? 1 : 0;
}
