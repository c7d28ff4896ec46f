import { parseArgs } from 'node:util';
import * as z from 'zod';
import { Fault } from '../../cli/fault.ts';
import { MOST_PAIRS } from '../statistics/sign-flip.ts';
import { CATALOGUE } from '../workloads/catalogue.ts';

const OPTIONS = {
  lanes: { type: 'string' },
  target: { type: 'string', multiple: true },
  compose: { type: 'string' },
  node: { type: 'string', multiple: true },
  workloads: { type: 'string' },
  connections: { type: 'string' },
  rate: { type: 'string' },
  pairs: { type: 'string' },
  quick: { type: 'boolean' },
  thorough: { type: 'boolean' },
  seconds: { type: 'string' },
  warm: { type: 'string' },
  also: { type: 'string' },
  margin: { type: 'string' },
  seed: { type: 'string' },
  out: { type: 'string' },
  resume: { type: 'string' },
  against: { type: 'string' },
  'self-check': { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

const QUICK = 6;
const USUAL = 12;
const THOROUGH = 20;
const MOST_CONNECTIONS = 4096;

const Target = z.string().transform((text, context) => {
  const at = text.indexOf('=');
  const [name, address] = [text.slice(0, Math.max(at, 0)), text.slice(at + 1)];
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (/^[\w.-]+$/u.test(name) && url?.protocol === 'http:') return { name, url };
  context.addIssue(
    `--target ${text}: give a name and an http address, such as --target flask=http://127.0.0.1:5000`,
  );
  return z.NEVER;
});

/** Whole numbers separated by commas, given as text. */
function numbers(option: string, most: number) {
  const message = `--${option}: give whole numbers from 1 to ${most}, separated by commas`;
  return z
    .string()
    .regex(/^\d{1,9}(?:,\d{1,9})*$/u, message)
    .transform((text) => [...new Set(text.split(',').map(Number))])
    .refine((values) => values.every((value) => value >= 1 && value <= most), message);
}

function number(option: string, [least, most]: readonly [number, number]) {
  const message = `--${option}: give a number from ${least} to ${most}`;
  return z
    .string()
    .regex(/^\d+(?:\.\d+)?$/u, message)
    .transform(Number)
    .refine((value) => value >= least && value <= most, message);
}

const percent = z
  .string()
  .regex(/^\d+(?:\.\d+)? ?%?$/u, '--margin: give a percentage, such as 3%')
  .transform((text) => Number.parseFloat(text) / 100)
  .refine((value) => value > 0 && value < 1, '--margin: give a percentage between 0 and 100');

const pairs = z
  .string()
  .regex(
    /^[^/,]+\/[^/,]+(?:,[^/,]+\/[^/,]+)*$/u,
    '--also: give pairs of lanes, such as express@22/fastify@22',
  )
  .transform((text) =>
    text.split(',').map((pair): [string, string] => [pair.split('/')[0] ?? '', pair.split('/')[1] ?? '']),
  );

const names = z.string().transform((text) => text.split(',').map((name) => name.trim()));

const Options = z
  .object({
    lanes: names.optional(),
    target: z.array(Target).default([]),
    compose: z.string().optional(),
    node: z.array(z.string()).default([]),
    workloads: names.optional(),
    connections: numbers('connections', MOST_CONNECTIONS).default([1, 8, 32, 128]),
    rate: numbers('rate', 1_000_000).optional(),
    pairs: number('pairs', [2, MOST_PAIRS]).optional(),
    quick: z.boolean().default(false),
    thorough: z.boolean().default(false),
    seconds: number('seconds', [0.1, 60]).default(1),
    warm: number('warm', [0.1, 60]).default(4),
    also: pairs.default([]),
    margin: percent.optional(),
    seed: number('seed', [0, 2 ** 31]).optional(),
    out: z.string().optional(),
    resume: z.string().optional(),
    against: z.string().optional(),
    'self-check': z.boolean().default(false),
    help: z.boolean().default(false),
  })
  .refine(
    ({ quick, thorough, pairs }) => Number(quick) + Number(thorough) + Number(pairs !== undefined) <= 1,
    '--quick, --thorough and --pairs say the same thing: give one of them',
  )
  .transform(({ quick, thorough, pairs, 'self-check': selfCheck, ...rest }, context) => {
    for (const name of rest.workloads ?? []) {
      if (CATALOGUE.some((workload) => workload.name === name)) continue;
      const known = CATALOGUE.map((workload) => workload.name).join(', ');
      context.addIssue(`--workloads: there is no "${name}": there are ${known}`);
    }
    const count = pairs ?? (quick ? QUICK : thorough ? THOROUGH : USUAL);
    return { ...rest, selfCheck, pairs: Math.floor(count) };
  });

/** What the caller of `compare load` asked for. */
export type LoadOptions = z.infer<typeof Options>;

/**
 * Reads the command line behind `compare load`.
 *
 * @throws {Fault} naming the option and what it takes
 */
export function readLoadOptions(argv: readonly string[]): LoadOptions {
  const result = Options.safeParse(parse(argv));
  if (result.success) return result.data;
  throw new Fault(result.error.issues.map(({ message }) => message).join('\n'));
}

function parse(argv: readonly string[]): object {
  try {
    return parseArgs({ args: [...argv], options: OPTIONS, strict: true }).values;
  } catch (cause) {
    const [reason = ''] = (cause instanceof Error ? cause.message : String(cause)).split('. ');
    throw new Fault(`${reason}; see compare load --help`, { cause });
  }
}
