import type { Unexplained } from '../report/build.ts';
import type { ProbeEntry } from '../report/report.ts';
import type { Class } from '../probes/probe.ts';
import type { Cause } from './cause.ts';
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

/** Looks a probe's difference up in the ledger. */
export function explain(entry: Unexplained, ledger: Ledger, matter: Matter): ProbeEntry {
  const cause = causeOf(entry, ledger.causes, matter.pair);
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

/** The cause that lists the probe, or else the first whose description fits what both lanes did. */
function causeOf(
  entry: Unexplained,
  causes: readonly Cause[],
  [left, right]: readonly [string, string],
): Cause | undefined {
  const matches = (text: string | undefined, pattern: string | undefined): boolean =>
    pattern === undefined || new RegExp(pattern, 'u').test(text ?? '');
  return (
    causes.find(({ probes }) => probes.includes(entry.id)) ??
    causes.find(({ when }) =>
      when.some(
        ({ class: wanted, differs, request, express, fastify }) =>
          (wanted === undefined || wanted === entry.class) &&
          (differs === undefined || entry.differs.includes(differs)) &&
          matches(entry.request, request) &&
          matches(entry.lanes[left]?.summary, express) &&
          matches(entry.lanes[right]?.summary, fastify),
      ),
    )
  );
}

function changeOf(entry: Unexplained, { expectations }: Ledger, matter: Matter): string | undefined {
  const key = keysOf(entry.id, matter.setting).find((name) => name in expectations.probes);
  const before = key === undefined ? undefined : expectations.probes[key];
  if (before) return changeBetween(before, measured(entry, matter.pair));
  if (matter.recorded === undefined || same(matter.recorded, entry.class)) return undefined;
  return `was ${matter.recorded}, is ${entry.class}`;
}

function same(recorded: Class, now: Class): boolean {
  return recorded === now || (HARMLESS.includes(recorded) && HARMLESS.includes(now));
}
