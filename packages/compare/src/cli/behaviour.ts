import { explain } from '../ledger/explain.ts';
import { type Ledger, LEDGER_FOLDER, readLedger } from '../ledger/ledger.ts';
import type { Fleet } from '../lanes/child.ts';
import type { Lane } from '../lanes/lane.ts';
import { checkVersions, selectLanes } from '../lanes/select.ts';
import { preflight } from '../lanes/target.ts';
import { installVersions } from '../lanes/versions.ts';
import { chooseProbes } from '../probes/choose.ts';
import type { Probe } from '../probes/probe.ts';
import { type Draft, draft } from '../report/build.ts';
import type { Report } from '../report/report.ts';
import { PLAIN } from '../run/plain.ts';
import { type LaneResults, runTwice } from '../run/runs.ts';
import type { Console } from './console.ts';
import type { Interruption } from './interruption.ts';
import { checkReports, deliver } from './deliver.ts';
import { Fault } from './fault.ts';
import type { Options } from './options.ts';
import { loadAll, ownProbeFiles } from './own-probes.ts';
import { fuzzing } from './fuzzing.ts';
import { checkUpdate, settingOf, update } from './ledger-update.ts';
import { ProgressLine } from './progress.ts';

/** What a command runs in. */
export interface Context {
  readonly console: Console;
  readonly fleet: Fleet;
  /** Aborted by the first Ctrl-C, for a command that says so; others end at once. */
  readonly interruption: Interruption;
}

/**
 * `compare behaviour`: the same bytes to every lane.
 *
 * @returns 0 when every difference is known, 1 when one is unexplained or has changed
 * @throws {Fault} and the errors of lanes and probe files, when nothing can be run
 */
export async function behaviour(options: Options, { console, fleet }: Context): Promise<number> {
  checkReports(options);
  if (options.update) checkUpdate(options);
  const files = options.probes.length > 0 ? options.probes : ownProbeFiles();
  const { probes, leftOut } = loadAll(files);
  const { lanes: names, profile, target: targets } = options;
  const selection = { fleet, names, profile, targets, versions: {} };
  checkVersions(options.with, selectLanes(selection));
  const installed = await installVersions(options.with);
  try {
    const lanes = selectLanes({ ...selection, versions: installed.versions });
    await Promise.all(lanes.filter(({ owned }) => !owned).map((lane) => preflight(lane)));
    const chosen = chooseProbes(probes, { filters: options.filter, slow: options.slow, lanes });
    if (chosen.length === 0)
      throw new Fault('no probe is left: --filter matches none that these lanes can answer');
    if (options.fuzz !== undefined) return await fuzzing(options, { lanes, probes: chosen }, console);
    const results = await runAll(lanes, [PLAIN, ...chosen], console);
    const found = draft({ probes: chosen, leftOut, lanes: results, plain: PLAIN.id });
    const ledger = readLedger(LEDGER_FOLDER);
    const report = judge(found, ledger, chosen);
    deliver({ report, causes: ledger.causes, probes: chosen, lanes: results }, options, console);
    if (options.update) return update(report, ledger, console);
    return report.probes.some(({ standing }) => standing === 'changed' || standing === 'unexplained') ? 1 : 0;
  } finally {
    installed.remove();
  }
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

function judge(found: Draft, ledger: Ledger, probes: readonly Probe[]): Report {
  const recorded = new Map(probes.map(({ id, expected }) => [id, expected?.class]));
  const setting = settingOf(found);
  return {
    ...found,
    probes: found.probes.map((entry) =>
      explain(entry, ledger, { pair: found.pair, setting, recorded: recorded.get(entry.id) }),
    ),
  };
}
