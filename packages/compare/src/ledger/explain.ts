import type { Unexplained } from '../report/build.ts';
import type { ProbeEntry } from '../report/report.ts';
import type { Class } from '@echo-twins/differences/class';
import type { Cause } from './cause.ts';
import { TWIN_PROFILES } from '../lanes/service.ts';
import { changeBetween, keysOf, measured, type Setting } from './expectation.ts';
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
  const cause = concerns(matter.pair) ? causeOf(factsOf(entry, matter.pair), ledger.causes) : undefined;
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

function factsOf(entry: Unexplained, [left, right]: Matter['pair']): Facts {
  const summary = (lane: string): string => entry.lanes[lane]?.summary ?? '';
  return { ...entry, left: summary(left), right: summary(right) };
}

/** What a cause is recognised by. */
export interface Facts {
  readonly id: string;
  readonly class: Class;
  readonly differs: readonly string[];
  readonly request: string;
  /** What both lanes did, in a few words. */
  readonly left: string;
  readonly right: string;
}

/** The cause that lists the probe, or else the first whose description fits what both lanes did. */
export function causeOf(facts: Facts, causes: readonly Cause[]): Cause | undefined {
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
          matches(facts.left, express) &&
          matches(facts.right, fastify),
      ),
    )
  );
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
