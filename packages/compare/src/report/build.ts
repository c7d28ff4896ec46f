import { attribute } from '../classify/attribution.ts';
import { classOf, compare, type Side } from '../classify/compare.ts';
import { ASPECTS, type Difference } from '@echo-twins/differences/difference';
import { summaryOf } from '../classify/summary.ts';
import { verdictOf } from '../classify/verdict.ts';
import type { NormalObservation } from '../normalise/normal.ts';
import { CLASSES, type Class } from '@echo-twins/differences/class';
import type { Probe } from '../probes/probe.ts';
import type { LeftOut } from '../probes/recorded.ts';
import type { Result } from '../run/result.ts';
import { type LaneResults, sideOf } from '../run/runs.ts';
import { type Habits, habitsOf } from './habits.ts';
import { type Pair, pairsOf } from './pairs.ts';
import { type LaneAnswer, type PairEntry, type ProbeEntry, type Report, SCHEMA } from './report.ts';
import { clip } from './clip.ts';
import { requestText } from './request-text.ts';

/** What a report is made of. */
export interface Findings {
  readonly probes: readonly Probe[];
  readonly leftOut: readonly LeftOut[];
  readonly lanes: readonly LaneResults[];
  /** The id of the plainest request: how two lanes look different there, they do everywhere. */
  readonly plain: string;
}

/** A probe entry before the ledger has been asked about it. */
export type Unexplained = Omit<ProbeEntry, 'standing' | 'cause' | 'change'>;

/** A report before the ledger has been asked about it. */
export type Draft = Omit<Report, 'probes'> & { readonly probes: readonly Unexplained[] };

/** Compares what the lanes did, and puts down what differs. */
export function draft(findings: Findings): Draft {
  const names = findings.lanes.map(({ lane }) => lane.name);
  const pairs = pairsOf(names);
  const [pair = ['', '']] = pairs;
  const probes = findings.probes.map((probe) => entryOf(probe, pairs, findings));
  return {
    schema: SCHEMA,
    node: process.version.slice(1),
    pair,
    lanes: findings.lanes.map(({ lane: { name, version, profile } }) => ({ name, version, profile })),
    habits: pairHabits(pair, findings).differences,
    classes: count(probes),
    flaky: probes.filter(isFlaky).map(({ id }) => id),
    leftOut: findings.leftOut,
    probes,
  };
}

function entryOf(probe: Probe, pairs: readonly Pair[], findings: Findings): Unexplained {
  const lanes = findings.lanes.flatMap(({ lane, results, flaky }) => {
    const result = results.get(probe.id);
    return result ? [[lane.name, answerOf(result, flaky)] as const] : [];
  });
  const compared = pairs.flatMap((pair) => pairEntry(probe, pair, findings));
  const [main] = compared;
  const { id, group, title, rule, steps } = probe;
  return {
    id,
    group,
    title,
    class: main?.class ?? 'SAME',
    differs: main?.differs ?? [],
    attribution: attributionOf(probe, main, findings),
    ...(rule && { rule }),
    request: requestText(steps),
    lanes: Object.fromEntries(lanes),
    pairs: compared,
  };
}

function answerOf(result: Result, flaky: ReadonlySet<string>): LaneAnswer {
  const side = sideOf(result);
  const { probe } = result;
  return {
    summary: summaryOf(side),
    verdict: verdictOf(side, probe.rule),
    flaky: flaky.has(probe.id),
    observation: clipped(side.normal),
  };
}

function clipped({ connections, ...rest }: NormalObservation): NormalObservation {
  return {
    ...rest,
    connections: connections.map((connection) => ({
      ...connection,
      messages: connection.messages.map((message) => ({ ...message, body: clip(message.body) })),
    })),
  };
}

function pairEntry(probe: Probe, pair: Pair, findings: Findings): PairEntry[] {
  const [left, right] = sidesOf(probe.id, pair, findings);
  if (!left || !right) return [];
  const { aspects, fields } = pairHabits(pair, findings);
  const differences = compare(left, right, fields);
  return [
    {
      left: pair[0],
      right: pair[1],
      class: classOf(differences, aspects),
      differs: differences.map(({ aspect }) => aspect).filter((aspect) => ASPECTS[aspect] !== 'COSMETIC'),
      differences: differences
        .filter(({ aspect }) => !aspects.has(aspect))
        .map(({ aspect, left, right }) => ({ aspect, left: clip(left), right: clip(right) })),
    },
  ];
}

function sidesOf(id: string, pair: Pair, { lanes }: Findings): (Side | undefined)[] {
  return pair.map((name) => {
    const result = lanes.find(({ lane }) => lane.name === name)?.results.get(id);
    return result && sideOf(result);
  });
}

/** How two lanes look different on the plainest request. */
function pairHabits(pair: Pair, findings: Findings): Habits {
  const [left, right] = sidesOf(findings.plain, pair, findings);
  return habitsOf(left, right);
}

function attributionOf(
  { id }: Probe,
  main: PairEntry | undefined,
  findings: Findings,
): Unexplained['attribution'] {
  const toControl = (name: string): Difference[] | undefined => {
    const [side, control] = sidesOf(id, [name, 'node'], findings);
    return side && control && compare(side, control);
  };
  const [left, right] = main ? [toControl(main.left), toControl(main.right)] : [];
  return main && left && right ? attribute(main.differences, left, right) : 'none';
}

function count(probes: readonly Unexplained[]): Record<Class, number> {
  const counts: Record<Class, number> = { SAME: 0, COSMETIC: 0, SHAPE: 0, DIVERGENT: 0, HANG: 0, CRASH: 0 };
  for (const name of CLASSES) counts[name] = probes.filter((probe) => probe.class === name).length;
  return counts;
}

function isFlaky({ lanes }: Unexplained): boolean {
  return Object.values(lanes).some(({ flaky }) => flaky);
}
