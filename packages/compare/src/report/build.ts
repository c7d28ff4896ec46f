import { type Attribution, attribute, attributeThrough } from '../classify/attribution.ts';
import { classOf, compare, type Side } from '../classify/compare.ts';
import { ASPECTS, type Difference } from '@echo-twins/differences/difference';
import { summaryOf } from '../classify/summary.ts';
import { verdictOf } from '../classify/verdict.ts';
import type { NormalObservation } from '../normalise/normal.ts';
import type { Class } from '@echo-twins/differences/class';
import type { Probe } from '../probes/probe.ts';
import type { LeftOut } from '../probes/recorded.ts';
import type { Result } from '../run/result.ts';
import { type LaneResults, sideOf } from '../run/runs.ts';
import { type Habits, habitsOf } from './habits.ts';
import { directName, type Pair, pairsOf, THROUGH } from './pairs.ts';
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
    classes: count(probes.map((probe) => probe.class)),
    pairs: pairs.map(([left, right]) => ({ left, right, classes: count(classesOf(probes, left, right)) })),
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
    attribution: main?.attribution ?? 'none',
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
      attribution: attributionOf(probe, pair, findings),
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

function attributionOf({ id }: Probe, pair: Pair, findings: Findings): Attribution {
  const between = (names: Pair): Difference[] | undefined => {
    const [left, right] = sidesOf(id, names, findings);
    return left && right && compare(left, right);
  };
  const differences = between(pair) ?? [];
  const [left, right] = [between([pair[0], 'node']), between([pair[1], 'node'])];
  const own = left && right ? attribute(differences, left, right) : 'none';
  if (!pair[1].endsWith(THROUGH)) return own;
  const [one, other] = [directName(pair[0]), directName(pair[1])];
  // The same lane without the gateway agrees with itself.
  const direct = one === other ? [] : between([one, other]);
  return direct ? attributeThrough(differences, direct, own) : own;
}

function classesOf(probes: readonly Unexplained[], left: string, right: string): Class[] {
  return probes.flatMap(({ pairs }) =>
    pairs.filter((pair) => pair.left === left && pair.right === right).map((pair) => pair.class),
  );
}

function count(classes: readonly Class[]): Record<Class, number> {
  const counts: Record<Class, number> = { SAME: 0, COSMETIC: 0, SHAPE: 0, DIVERGENT: 0, HANG: 0, CRASH: 0 };
  for (const name of classes) counts[name] += 1;
  return counts;
}

function isFlaky({ lanes }: Unexplained): boolean {
  return Object.values(lanes).some(({ flaky }) => flaky);
}
