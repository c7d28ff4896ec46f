import { join } from 'node:path';
import { explain } from '../ledger/explain.ts';
import { type Ledger, readLedger } from '../ledger/ledger.ts';
import type { Fleet } from '../lanes/child.ts';
import type { Lane } from '../lanes/lane.ts';
import { PACKAGE_ROOT } from '../lanes/package-root.ts';
import { selectLanes } from '../lanes/select.ts';
import { preflight } from '../lanes/target.ts';
import { installVersions } from '../lanes/versions.ts';
import { chooseProbes } from '../probes/choose.ts';
import type { Probe } from '../probes/probe.ts';
import { type Draft, draft } from '../report/build.ts';
import type { Report } from '../report/report.ts';
import { terminalText } from '../report/terminal.ts';
import { runAlone } from '../run/lane-run.ts';
import { type LaneResults, runTwice } from '../run/runs.ts';
import type { Console } from './console.ts';
import { Fault } from './fault.ts';
import type { Options } from './options.ts';
import { checkWritable, type Output, writeAll } from './outputs.ts';
import { loadAll, ownProbeFiles } from './own-probes.ts';
import { ProgressLine } from './progress.ts';

/** What a command runs in. */
export interface Context {
  readonly console: Console;
  readonly fleet: Fleet;
}

const LEDGER_FOLDER = join(PACKAGE_ROOT, 'ledger');
const FILES = ['json'] as const;

/**
 * `compare behaviour`: the same bytes to every lane.
 *
 * @returns 0 when every difference is known, 1 when one is unexplained or has changed
 * @throws {Fault} and the errors of lanes and probe files, when nothing can be run
 */
export async function behaviour(options: Options, { console, fleet }: Context): Promise<number> {
  for (const name of FILES) if (toFile(options[name])) checkWritable(`--${name}`, options[name]);
  const files = options.probes.length > 0 ? options.probes : ownProbeFiles();
  const { probes, leftOut } = loadAll(files);
  const installed = await installVersions(options.with);
  try {
    const lanes = selectLanes({
      fleet,
      names: options.lanes,
      profile: options.profile,
      targets: options.target,
      versions: installed.versions,
    });
    await Promise.all(lanes.filter(({ owned }) => !owned).map((lane) => preflight(lane)));
    const chosen = chooseProbes(probes, { filters: options.filter, slow: options.slow, lanes });
    if (chosen.length === 0)
      throw new Fault('no probe is left: --filter matches none that these lanes can answer');
    const results = await runAll(lanes, chosen, console);
    const found = draft({ probes: chosen, leftOut, lanes: results, plain: await plainAnswers(lanes) });
    const report = judge(found, readLedger(LEDGER_FOLDER), chosen);
    return deliver(report, options, console);
  } finally {
    installed.remove();
  }
}

function toFile(file: string | undefined): file is string {
  return file !== undefined && file !== '-';
}

async function runAll(
  lanes: readonly Lane[],
  probes: readonly Probe[],
  console: Console,
): Promise<LaneResults[]> {
  const progress = new ProgressLine(console, lanes.length * probes.length * 2);
  try {
    return await Promise.all(lanes.map((lane) => runTwice(lane, probes, () => progress.step(lane.name))));
  } finally {
    progress.end();
  }
}

const PLAIN: Probe = {
  id: 'plain',
  group: 'plain',
  title: 'the plainest request',
  steps: [{ send: 'GET / HTTP/1.1\r\nHost: a.test\r\n\r\n' }],
  tags: [],
  slow: false,
};

async function plainAnswers(lanes: readonly Lane[]) {
  return new Map(
    await Promise.all(lanes.map(async (lane) => [lane.name, await runAlone(lane, PLAIN)] as const)),
  );
}

function judge(found: Draft, ledger: Ledger, probes: readonly Probe[]): Report {
  const recorded = new Map(probes.map(({ id, expected }) => [id, expected?.class]));
  const [lane] = found.lanes;
  const [node = ''] = found.node.split('.');
  const setting = { profile: lane?.profile ?? '', node };
  return {
    ...found,
    probes: found.probes.map((entry) =>
      explain(entry, ledger, { pair: found.pair, setting, recorded: recorded.get(entry.id) }),
    ),
  };
}

function deliver(report: Report, options: Options, console: Console): number {
  const texts = { json: () => `${JSON.stringify(report, null, 2)}\n` };
  const outputs: Output[] = [];
  let toStandardOutput = false;
  for (const name of FILES) {
    const file = options[name];
    if (file === '-') {
      console.out(texts[name]());
      toStandardOutput = true;
    } else if (file !== undefined) outputs.push({ option: `--${name}`, file, text: texts[name]() });
  }
  writeAll(outputs);
  if (!toStandardOutput) console.out(terminalText(report, console.colours));
  return report.probes.some(({ standing }) => standing === 'changed' || standing === 'unexplained') ? 1 : 0;
}
