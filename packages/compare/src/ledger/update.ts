import type { Report } from '../report/report.ts';
import {
  changeBetween,
  type Expectation,
  type Expectations,
  keysOf,
  measured,
  type Setting,
} from './expectation.ts';

/** New expectations, and what moved, in words. */
export interface Update {
  readonly expectations: Expectations;
  readonly moved: readonly string[];
}

/**
 * Puts down what a run measured. The plain entry of a probe is for the default profile on the Node.js that the ledger was made
 * with; another profile or Node.js gets an entry of its own, only where it differs.
 */
export function updateExpectations(before: Expectations, report: Report, setting: Setting): Update {
  const probes: Record<string, Expectation> = { ...before.probes };
  const moved: string[] = [];
  const home = setting.profile === 'defaults' && setting.node === before.versions.node;
  for (const entry of report.probes) {
    const now = { ...measured(entry, report.pair), ...(entry.cause && { cause: entry.cause }) };
    const [own = entry.id] = keysOf(entry.id, setting);
    const key = home || !(entry.id in probes) ? entry.id : own;
    const known = keysOf(entry.id, setting).find((name) => name in probes);
    const change = known === undefined ? `new: ${now.class}` : changeBetween(probes[known] ?? now, now);
    if (change !== undefined) moved.push(`${key}: ${change}`);
    probes[key] = now;
    if (key !== entry.id && same(probes[entry.id], now)) delete probes[key];
  }
  const sorted = Object.fromEntries(Object.entries(probes).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  return { expectations: { versions: versionsOf(before, report, home), probes: sorted }, moved };
}

function same(left: Expectation | undefined, right: Expectation): boolean {
  return left !== undefined && changeBetween(left, right) === undefined;
}

function versionsOf({ versions }: Expectations, { lanes }: Report, home: boolean): Expectations['versions'] {
  if (!home) return versions;
  const version = (name: 'express' | 'fastify'): string =>
    lanes.find((lane) => lane.name === name)?.version ?? versions[name];
  return { express: version('express'), fastify: version('fastify'), node: versions.node };
}
