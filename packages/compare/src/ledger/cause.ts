import * as z from 'zod';
import { Class } from '../probes/probe.ts';

const pattern = z.string().refine((text) => {
  try {
    return new RegExp(text, 'u').source !== '';
  } catch {
    return false;
  }
}, 'not a regular expression');

/** When a difference has this cause, told by what both lanes did; for probes nobody has listed. */
const When = z.strictObject({
  class: Class.optional(),
  /** An aspect that is among those that differ. */
  differs: z.string().optional(),
  request: pattern.optional(),
  express: pattern.optional(),
  fastify: pattern.optional(),
});

/** One cause of differences between Express and Fastify: why, where it is written, and how to make both do the same. */
export const Cause = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/u),
  chapter: z.string().min(1),
  title: z.string().min(1),
  /** Probes that show it, for certain. */
  probes: z.array(z.string()).default([]),
  when: z.array(When).default([]),
  express: z.string().min(1),
  fastify: z.string().min(1),
  why: z.string().min(1),
  sources: z.array(z.strictObject({ title: z.string().min(1), url: z.url() })).min(1),
  /** What to write in each so that it does as the other does; at least one of the two. */
  align: z
    .strictObject({
      note: z.string().optional(),
      express: z.string().optional(),
      fastify: z.string().optional(),
      /** Whose recipe no test runs. */
      untried: z.array(z.enum(['express', 'fastify'])).optional(),
    })
    .refine(({ note, express, fastify }) => note ?? express ?? fastify, 'a recipe is needed'),
});
export type Cause = z.infer<typeof Cause>;
