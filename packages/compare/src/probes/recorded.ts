import * as z from 'zod';
import type { Step } from '../exchange/step.ts';
import { CLASSES } from '@echo-twins/differences/class';
import type { Probe } from './probe.ts';
import { ruleOf } from './rule-text.ts';
import { expand } from './shorthand.ts';

/** What a part can be: bytes, or so many of them, or something that happens instead. */
const KINDS = ['latin1', 'utf8', 'base64', 'hex', 'bytes', 'wait', 'fin', 'rst', 'reset'];

const BYTES = 'characters up to U+00FF: each is a byte';

const Part = z
  .looseObject({
    latin1: z
      .string()
      .refine((text) => Buffer.from(text, 'latin1').toString('latin1') === text, BYTES)
      .optional(),
    utf8: z.string().optional(),
    base64: z.base64().optional(),
    hex: z
      .string()
      .regex(/^(?:[0-9a-f]{2})*$/iu, 'pairs of hexadecimal digits')
      .optional(),
    bytes: z.int().min(0).optional(),
    wait: z.number().min(0).max(600_000).optional(),
    fin: z.boolean().optional(),
    rst: z.boolean().optional(),
    reset: z.boolean().optional(),
  })
  .refine((part) => KINDS.some((kind) => kind in part), `needs one of ${KINDS.join(', ')}`);
type Part = z.infer<typeof Part>;

/** A probe of a recording: bytes and what was measured, with little of it required. */
const RecordedProbe = z
  .looseObject({
    id: z.string().min(1),
    group: z.string().default('recorded'),
    title: z.string().optional(),
    rfc: z.string().optional(),
    level: z.string().optional(),
    class: z.enum(CLASSES).optional(),
    differs: z.array(z.string()).optional(),
    request: z.string().optional(),
    parts: z.array(Part).min(1).optional(),
  })
  .refine(({ request, parts }) => request !== undefined || parts !== undefined, 'needs "parts" or "request"');
type RecordedProbe = z.infer<typeof RecordedProbe>;

/** A file of recorded probes: bytes with what Express and Fastify answered to them. */
export const Recording = z.looseObject({ probes: z.array(RecordedProbe).min(1) });

/** A probe that is missing bytes nobody can make up. */
export interface LeftOut {
  readonly id: string;
  readonly why: string;
}

/** Reads a recorded probe; `why` not, when its bytes are not all there. */
export function readRecorded(recorded: RecordedProbe): Probe | LeftOut {
  const { id, group, title, differs } = recorded;
  const steps = stepsOf(recorded);
  if (!steps) return { id, why: 'a part has no bytes, and "request" is no short form of that many' };
  const rule = ruleOf(recorded.rfc, recorded.level);
  return {
    id,
    group,
    title: title ?? id.replaceAll('-', ' '),
    steps,
    tags: [],
    alone: false,
    slow: false,
    ...(rule && { rule }),
    ...(recorded.class && { expected: { class: recorded.class, ...(differs && { differs }) } }),
  };
}

const PAUSE = /⟨[^⟩]*⟩/u;

/** The steps of a probe: its parts, completed with what `request` says of those that are only counted. */
function stepsOf({ request = '', parts }: RecordedProbe): Step[] | undefined {
  if (!parts) return splitRequest(request);
  const texts = request.split(PAUSE).filter((text) => text !== '');
  const steps: Step[] = [];
  let segment: Part[] = [];
  const close = (): boolean => {
    if (segment.length === 0) return true;
    const filled = fill(segment, texts.shift() ?? '');
    segment = [];
    steps.push(...(filled ?? []));
    return filled !== undefined;
  };
  for (const part of parts) {
    const pause = pauseOf(part);
    if (!pause) segment.push(part);
    else if (!close()) return undefined;
    else steps.push(pause);
  }
  return close() ? steps : undefined;
}

function pauseOf({ wait, fin, rst, reset }: Part): Step | undefined {
  if (wait !== undefined) return { wait: Math.round(wait) };
  if (fin) return { fin: true };
  return (rst ?? reset) ? { reset: true } : undefined;
}

/** The bytes of parts that are sent one right after the other; nothing, when some of them are nowhere to be found. */
function fill(parts: readonly Part[], text: string): Step[] | undefined {
  const own = parts.map(bytesOf);
  const known = own.filter((bytes) => bytes !== undefined);
  if (known.length === parts.length) return known.map((bytes) => ({ send: bytes }));
  const lengths = parts.map(({ bytes }, index) => bytes ?? own[index]?.length);
  const total = lengths.every((length) => length !== undefined)
    ? lengths.reduce((sum, length) => sum + length, 0)
    : undefined;
  const whole = expand(text, total);
  return whole === undefined ? undefined : [{ send: whole }];
}

/** A part as Latin-1 text, when it says what it is. */
function bytesOf({ latin1, base64, hex, utf8 }: Part): string | undefined {
  if (latin1 !== undefined) return latin1;
  if (base64 !== undefined) return Buffer.from(base64, 'base64').toString('latin1');
  if (hex !== undefined) return Buffer.from(hex, 'hex').toString('latin1');
  return utf8 === undefined ? undefined : Buffer.from(utf8, 'utf8').toString('latin1');
}

/** The steps of a request that is only written on one line: `…⟨wait 50ms⟩…⟨FIN⟩`. */
function splitRequest(request: string): Step[] {
  return request
    .split(/(?<mark>⟨[^⟩]*⟩)/u)
    .filter((text) => text !== '')
    .map((text) => {
      const wait = /⟨wait (?<ms>\d+)\s*ms⟩/u.exec(text)?.groups?.['ms'];
      if (wait !== undefined) return { wait: Number(wait) };
      if (/^⟨FIN⟩$/iu.test(text)) return { fin: true };
      if (/^⟨(?:RST|reset)⟩$/iu.test(text)) return { reset: true };
      return { send: expand(text, undefined) ?? text };
    });
}
