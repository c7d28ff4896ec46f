import type { Unexplained } from '../report/build.ts';
import type { ProbeEntry } from '../report/report.ts';
import type { Class } from '@echo-twins/differences/class';
import { answersOf, type Seen } from './answers.ts';
import type { Cause } from './cause.ts';
import { TWIN_PROFILES } from '../lanes/service.ts';
import { changeBetween, keysOf, measured, type Setting } from './expectation.ts';
import type { Facts } from './facts.ts';
import type { Ledger } from './ledger.ts';

/** What is being explained, and under which circumstances. */
export interface Matter {
  readonly pair: readonly [string, string];
  readonly setting: Setting;
  /** The class that the probe's own file says was measured. */
  readonly recorded: Class | undefined;
}

const HARMLESS: readonly Class[] = ['SAME', 'COSMETIC'];

/** Whether the ledger is about these two: Express and Fastify, as this package or the product has them. */
export function concerns([left, right]: Matter['pair']): boolean {
  return left.startsWith('express') && right.startsWith('fastify');
}

/** Looks a probe's difference up in the ledger. */
export function explain(entry: Unexplained, ledger: Ledger, matter: Matter): ProbeEntry {
  const { pair } = matter;
  const cause = concerns(pair)
    ? causeIn(factsOf(entry, pair), seenOf(entry, pair), ledger.causes)
    : undefined;
  const change = changeOf(entry, ledger, matter);
  const harmless = HARMLESS.includes(entry.class);
  return {
    ...entry,
    ...(!harmless && cause && { cause: cause.id }),
    ...(change !== undefined && { change }),
    standing: change === undefined ? standing(harmless, cause) : 'changed',
  };
}

function standing(harmless: boolean, cause: Cause | undefined): ProbeEntry['standing'] {
  if (harmless) return 'same';
  return cause ? 'known' : 'unexplained';
}

/** The cause of all that was seen, or else, when each answer that differs has one, the first of these. */
export function causeIn(facts: Facts, seen: Seen, causes: readonly Cause[]): Cause | undefined {
  const whole = causeOf(facts, causes);
  if (whole) return whole;
  const found = answersOf(seen).map((answer) => causeOf(answer, causes));
  return found.every((cause) => cause !== undefined) ? found[0] : undefined;
}

function seenOf({ id, request, lanes }: Unexplained, [left, right]: Matter['pair']): Seen {
  return { id, request, left: lanes[left]?.observation, right: lanes[right]?.observation };
}

function factsOf(entry: Unexplained, [left, right]: Matter['pair']): Facts {
  const summary = (lane: string): string => entry.lanes[lane]?.summary ?? '';
  return { ...entry, left: summary(left), right: summary(right) };
}

/** The cause that lists the probe, or else the first whose description fits what both lanes did. */
function causeOf(facts: Facts, causes: readonly Cause[]): Cause | undefined {
  const [left, right] = withoutCommon(facts);
  const matches = (text: string, pattern: string | undefined): boolean =>
    pattern === undefined || new RegExp(pattern, 'u').test(text);
  return (
    causes.find(({ probes }) => probes.includes(facts.id)) ??
    causes.find(({ when }) =>
      when.some(
        ({ class: wanted, differs, request, express, fastify }) =>
          (wanted === undefined || wanted === facts.class) &&
          (differs === undefined || facts.differs.includes(differs)) &&
          matches(facts.request, request) &&
          matches(left, express) &&
          matches(right, fastify),
      ),
    )
  );
}

/** What both did, without what both did alike: a 100 before the answer, and a connection that stays open after it. */
function withoutCommon({ left, right }: Facts): readonly [string, string] {
  const [before, after] = [/^100\+/u, / conn open$/u].map((part) => part.test(left) && part.test(right));
  const without = (text: string): string => {
    const start = before ? text.replace(/^100\+/u, '') : text;
    return after ? start.replace(/ conn open$/u, '') : start;
  };
  return [without(left), without(right)];
}

function changeOf(entry: Unexplained, { expectations }: Ledger, matter: Matter): string | undefined {
  // What is expected was measured on the bare frameworks, and says nothing of the twins.
  if (TWIN_PROFILES.some((profile) => profile === matter.setting.profile)) return undefined;
  const measuredPair = matter.pair[0] === 'express' && matter.pair[1] === 'fastify';
  const key = (measuredPair ? keysOf(entry.id, matter.setting) : []).find(
    (name) => name in expectations.probes,
  );
  const before = key === undefined ? undefined : expectations.probes[key];
  if (before) return changeBetween(before, measured(entry, matter.pair));
  if (matter.recorded === undefined || same(matter.recorded, entry.class)) return undefined;
  return `was ${matter.recorded}, is ${entry.class}`;
}

function same(recorded: Class, now: Class): boolean {
  return recorded === now || (HARMLESS.includes(recorded) && HARMLESS.includes(now));
}
