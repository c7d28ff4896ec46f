import * as z from 'zod';
import { Class } from '../probes/probe.ts';
import type { Unexplained } from '../report/build.ts';

/** What was measured last, of one probe. */
const Expectation = z.strictObject({
  class: Class,
  differs: z.array(z.string()),
  express: z.string(),
  fastify: z.string(),
  /** The entry of the ledger that explains it. */
  cause: z.string().optional(),
});
export type Expectation = z.infer<typeof Expectation>;

/**
 * What was measured last, by the probe's id. A probe that another Node.js changes has a second entry, `id@20` for Node.js 20;
 * one that the profile changes has `id+production`.
 */
export const Expectations = z.strictObject({
  /** What was measured, and on which major version of Node.js. */
  versions: z.strictObject({ express: z.string(), fastify: z.string(), node: z.string() }),
  probes: z.record(z.string(), Expectation),
});
export type Expectations = z.infer<typeof Expectations>;

/** The circumstances of a run that can change what is expected. */
export interface Setting {
  readonly profile: string;
  /** The major version of Node.js. */
  readonly node: string;
}

/** The keys of a probe, the most special one first. */
export function keysOf(id: string, { profile, node }: Setting): string[] {
  const special = profile === 'defaults' ? [] : [`${id}+${profile}@${node}`, `${id}+${profile}`];
  return [...special, `${id}@${node}`, id];
}

/** What a probe shows now, as it is put down. Texts in quotation marks are left out: they are the runtime's wording. */
export function measured(entry: Unexplained, [left, right]: readonly [string, string]): Expectation {
  const summary = (lane: string): string => (entry.lanes[lane]?.summary ?? '').replaceAll(/ “[^”]*”/gu, '');
  return {
    class: entry.class,
    differs: entry.differs.toSorted(),
    express: summary(left),
    fastify: summary(right),
  };
}

/** How two measurements differ, in words; nothing when they do not. */
export function changeBetween(before: Expectation, now: Expectation): string | undefined {
  const told = ({ class: name, differs, express, fastify }: Expectation): string =>
    `${name} (${differs.join(', ') || 'nothing'}; ${express} | ${fastify})`;
  return told(before) === told(now) ? undefined : `was ${told(before)}, is ${told(now)}`;
}
