import { isDeepStrictEqual } from 'node:util';
import type { Context } from '../../cli/behaviour.ts';
import { Fault } from '../../cli/fault.ts';
import { readBaseline } from '../guard/baseline.ts';
import { guard, judgeable, type Measurement } from '../guard/guard.ts';
import { guardText } from '../guard/text.ts';
import { writeReports } from '../report/reports.ts';
import { terminalText } from '../report/terminal.ts';
import { Folder } from '../results/folder.ts';
import type { Plan } from '../results/plan.ts';
import { prepare } from '../run/prepare.ts';
import { runPlan } from '../run/run.ts';
import { blockSeconds, durationText } from '../run/time.ts';
import { schedule } from '../schedule/schedule.ts';
import { selfCheck } from '../self-check/self-check.ts';
import { LOAD_HELP } from './help.ts';
import { type LoadOptions, readLoadOptions } from './options.ts';
import { LoadProgress } from './progress.ts';
import { openSession, type Session } from './session.ts';

const INTERRUPTED = 130;
const GUARD_MARGIN = 0.05;

/**
 * `compare load`: which lane is faster, by how much, and how sure that is.
 *
 * @returns the exit code, as the help has it
 * @throws {Fault | LaneError | GeneratorError} when nothing can be measured
 */
export async function load(argv: readonly string[], context: Context): Promise<number> {
  const options = readLoadOptions(argv);
  const { console } = context;
  if (options.help) {
    console.out(LOAD_HELP);
    return 0;
  }
  if (options.selfCheck) return selfCheck(context);
  const say = (line: string): void => console.err(`compare: ${line}\n`);
  const baseline = options.against === undefined ? undefined : readBaseline(options.against);
  const { folder, plan, session } = options.resume
    ? await resumed(options.resume, { context, say, earlier: baseline?.plan })
    : await begun(argv, { options, context, say, earlier: baseline?.plan });
  say(`${estimate(plan, folder)}, seed ${plan.seed}, into ${folder.path}`);
  const progress = new LoadProgress(console, plan);
  let complete = false;
  try {
    const bench = { ...session.bench, pace: plan };
    const interrupted = context.interruption.expect();
    const { lanes } = session;
    complete = await runPlan(plan, { bench, lanes, folder, interrupted, progress: progress.step });
  } finally {
    progress.end();
  }
  const outcome = writeReports(folder);
  console.out(terminalText(outcome));
  say(`report: ${folder.path}/report.html`);
  if (!complete) {
    say(`interrupted: go on with compare load --resume ${folder.path}`);
    return INTERRUPTED;
  }
  return baseline ? guarded(baseline, outcome, { options, context }) : 0;
}

/** `compare report FOLDER`: makes the reports of a run again. */
export function report(argv: readonly string[], { console }: Context): number {
  const [path, ...rest] = argv;
  if (path === undefined || rest.length > 0) throw new Fault('give one folder: compare report FOLDER');
  console.out(terminalText(writeReports(Folder.open(path))));
  return 0;
}

interface Beginning {
  readonly options: LoadOptions;
  readonly context: Context;
  readonly say: (line: string) => void;
  /** The run that this one will be compared with: its open loops have the same rates. */
  readonly earlier: Plan | undefined;
}

interface Begun {
  readonly folder: Folder;
  readonly plan: Plan;
  readonly session: Session;
}

async function begun(argv: readonly string[], beginning: Beginning): Promise<Begun> {
  const { options, context, say, earlier } = beginning;
  const folder = Folder.create(options.out ?? `load-results/${stamp()}`);
  const session = await openSession(options, context, say);
  const plan = await prepare({ ...session, options, command: ['compare', 'load', ...argv], say, earlier });
  checkShared(earlier, plan);
  folder.begin(plan);
  return { folder, plan, session };
}

async function resumed(path: string, { context, say, earlier }: Omit<Beginning, 'options'>): Promise<Begun> {
  const folder = Folder.open(path);
  const plan = folder.plan();
  checkShared(earlier, plan);
  folder.mend();
  const session = await openSession(readLoadOptions(plan.command.slice(2)), context, say);
  const facts = session.lanes.map((lane) => lane.facts);
  if (!isDeepStrictEqual(session.machine, plan.machine))
    throw new Fault(`--resume ${path}: the run was begun on another machine, or with other processors`);
  if (!isDeepStrictEqual(facts, plan.lanes))
    throw new Fault(`--resume ${path}: the lanes are no longer those the run was begun with`);
  return { folder, plan, session };
}

/** A baseline that nothing can be compared with would let everything pass. */
function checkShared(earlier: Plan | undefined, plan: Plan): void {
  if (earlier && judgeable(earlier, plan).length === 0)
    throw new Fault('--against: no workload of that run has a lane of this one beside the same first lane');
}

function estimate(plan: Plan, folder: Folder): string {
  const slots = schedule(plan);
  const done = folder.blocks().length;
  const seconds = slots.slice(done).reduce((sum, slot) => sum + blockSeconds(plan, slot), 0);
  return `${slots.length - done} blocks, about ${durationText(seconds)}`;
}

function guarded(
  before: Measurement,
  now: Measurement,
  { options, context }: Pick<Beginning, 'options' | 'context'>,
): number {
  const margin = options.margin ?? GUARD_MARGIN;
  const findings = guard(before, now, margin);
  context.console.out(`${guardText(findings, margin)}\n`);
  return findings.some(({ verdict }) => verdict === 'regression') ? 1 : 0;
}

/** A name for a folder that sorts by time. */
function stamp(): string {
  return new Date().toISOString().slice(0, 19).replaceAll(':', '').replace('T', '-');
}
