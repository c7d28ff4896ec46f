import { CLASSES } from '@echo-twins/differences/class';
import * as z from 'zod';
import { Step } from '../exchange/step.ts';

export const Class = z.enum(CLASSES);

/** How strongly a document asks for something (RFC 2119). */
export const LEVELS = ['MUST', 'SHOULD', 'MAY', 'none'] as const;
export const Level = z.enum(LEVELS);
export type Level = z.infer<typeof Level>;

/** What an answer has to be like for the document to be followed; every key that is given has to hold. */
export const Requirement = z.strictObject({
  /** The status of the last final answer is one of these; 4 stands for every 4xx, and so on. */
  status: z.array(z.int()).min(1).optional(),
  notStatus: z.array(z.int()).min(1).optional(),
  /** A field that is there, with any value or one that matches. */
  field: z.string().optional(),
  matching: z.string().optional(),
  /** A field that is not there. */
  noField: z.string().optional(),
  /** Whether the last final answer has a body. */
  body: z.boolean().optional(),
  /** A pattern that the body does not match. */
  bodyNot: z.string().optional(),
  /** What became of the connection. */
  connection: z.enum(['closed', 'open']).optional(),
  /** How many final answers there are. */
  answers: z.int().min(0).optional(),
  /** How many interim answers there are. */
  interim: z.int().min(0).optional(),
});
export type Requirement = z.infer<typeof Requirement>;

/** The document a probe tests: which, where in it, how strongly it speaks, and what it asks for. */
export const Rule = z.strictObject({
  document: z.string(),
  section: z.string().optional(),
  level: Level,
  /** Absent when the probe shows a difference that no document settles: the lanes are not scored then. */
  requires: Requirement.optional(),
});
export type Rule = z.infer<typeof Rule>;

export const Probe = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]*$/u, 'lower case letters, digits and hyphens'),
  group: z.string().min(1),
  title: z.string().min(1),
  steps: z.array(Step).min(1),
  rule: Rule.optional(),
  tags: z.array(z.string()).default([]),
  /** May end the process that it runs on, and so gets one of its own. */
  alone: z.boolean().default(false),
  /** Takes minutes, because what it waits for does: only run when asked for. */
  slow: z.boolean().default(false),
  /** What was measured before, between Express and Fastify, each with its defaults. */
  expected: z.strictObject({ class: Class, differs: z.array(z.string()).optional() }).optional(),
});

/** One thing to try on every lane: the bytes to send, when, and what is known about the answer. */
export type Probe = z.infer<typeof Probe>;
