import { parseArgs } from 'node:util';
import * as z from 'zod';
import { Fault } from './fault.ts';

const OPTIONS = {
  lanes: { type: 'string' },
  profile: { type: 'string' },
  target: { type: 'string', multiple: true },
  with: { type: 'string', multiple: true },
  probes: { type: 'string', multiple: true },
  filter: { type: 'string', multiple: true },
  slow: { type: 'boolean' },
  json: { type: 'string' },
  html: { type: 'string' },
  markdown: { type: 'string' },
  junit: { type: 'string' },
  update: { type: 'boolean' },
  fuzz: { type: 'string' },
  seed: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

const Target = z.string().transform((text, context) => {
  const at = text.indexOf('=');
  const [name, address] = [text.slice(0, Math.max(at, 0)), text.slice(at + 1)];
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (/^[\w.-]+$/u.test(name) && url?.protocol === 'http:') return { name, url };
  const example = '--target flask=http://127.0.0.1:5000';
  context.addIssue(`--target ${text}: give a name and an http address, such as ${example}`);
  return z.NEVER;
});

/** A whole number, given as text. */
function whole(option: string, least: number) {
  const message = `--${option}: give a whole number from ${least} on`;
  return z
    .string()
    .regex(/^\d{1,9}$/u, message)
    .transform(Number)
    .refine((value) => value >= least, message);
}

const Options = z.object({
  lanes: z
    .string()
    .transform((text) => text.split(',').map((name) => name.trim()))
    .optional(),
  profile: z.string().optional(),
  target: z.array(Target).default([]),
  with: z
    .array(
      z.string().regex(/^(?:express|fastify)@[\w.^~-]+$/u, '--with: give express@VERSION or fastify@VERSION'),
    )
    .default([]),
  probes: z.array(z.string()).default([]),
  filter: z.array(z.string()).default([]),
  slow: z.boolean().default(false),
  json: z.string().optional(),
  html: z.string().optional(),
  markdown: z.string().optional(),
  junit: z.string().optional(),
  update: z.boolean().default(false),
  fuzz: whole('fuzz', 1).optional(),
  seed: whole('seed', 0).optional(),
  help: z.boolean().default(false),
});

/** What the caller asked for. */
export type Options = z.infer<typeof Options>;

/** Options that may stand alone: without a file their report goes to standard output. */
const FILE_OPTIONAL = ['--json', '--html', '--markdown', '--junit'];

/**
 * Reads the command line.
 *
 * @throws {Fault} naming the option and what it takes
 */
export function readOptions(argv: readonly string[]): { command: string | undefined; options: Options } {
  const { positionals, values } = parse(argv);
  const [command, ...rest] = positionals;
  if (rest.length > 0) throw new Fault(`"${rest.join(' ')}" is not understood: options begin with --`);
  const result = Options.safeParse(values);
  if (!result.success) throw new Fault(result.error.issues.map(({ message }) => message).join('\n'));
  const { fuzz, seed } = result.data;
  if (seed !== undefined && fuzz === undefined) throw new Fault('--seed: only --fuzz N has a use for it');
  return { command, options: result.data };
}

function parse(argv: readonly string[]): { positionals: string[]; values: Record<string, unknown> } {
  try {
    return parseArgs({ args: withFiles(argv), options: OPTIONS, allowPositionals: true, strict: true });
  } catch (cause) {
    const [reason = ''] = (cause instanceof Error ? cause.message : String(cause)).split(/\.\s/u);
    throw new Fault(`${reason}; see --help`, { cause });
  }
}

/** `--json` alone as `--json=-`. */
function withFiles(argv: readonly string[]): string[] {
  return argv
    .filter((arg, index) => arg !== '-' || !FILE_OPTIONAL.includes(argv[index - 1] ?? ''))
    .map((arg, index, args) => {
      const next = args[index + 1];
      return FILE_OPTIONAL.includes(arg) && (next === undefined || next.startsWith('-')) ? `${arg}=-` : arg;
    });
}
