import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { Probe } from './probe.ts';
import { type LeftOut, readRecorded, Recording } from './recorded.ts';

/** A file of this package's own probes: one group, many probes. */
const ProbeFile = z.strictObject({
  group: z.string().min(1),
  about: z.string().min(1),
  probes: z.array(z.unknown()).min(1),
});

/** A file of probes that cannot be used. */
export class ProbeFileError extends Error {
  readonly code = 'PROBES_UNUSABLE';

  constructor(file: string, reason: string, options?: ErrorOptions) {
    super(`${file}: ${reason}`, options);
    this.name = 'ProbeFileError';
  }
}

/** The probes of a file, and those of its probes whose bytes are not all there. */
export interface Loaded {
  readonly probes: readonly Probe[];
  readonly leftOut: readonly LeftOut[];
}

/**
 * Reads a file of probes: this package's own format, or a recording (`{probes: [{id, parts, …}]}`).
 *
 * @throws {ProbeFileError} naming the place in the file and what is wrong there
 */
export function loadProbes(file: string): Loaded {
  const data = readJson(file);
  const own = z.looseObject({ about: z.string(), group: z.string() }).safeParse(data).success;
  const loaded = own ? readOwn(file, data) : readRecording(file, data);
  const ids = loaded.probes.map(({ id }) => id);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined) throw new ProbeFileError(file, `two probes have the id "${twice}"`);
  return loaded;
}

function readOwn(file: string, data: unknown): Loaded {
  const { group, probes } = parse(ProbeFile, data, file);
  const grouped = probes.map((probe) => (typeof probe === 'object' ? { group, ...probe } : probe));
  return {
    probes: parse(z.object({ probes: z.array(Probe) }), { probes: grouped }, file).probes,
    leftOut: [],
  };
}

function readRecording(file: string, data: unknown): Loaded {
  const list = Array.isArray(data) ? { probes: data } : data;
  const read = parse(Recording, list, file).probes.map(readRecorded);
  return {
    probes: read.filter((probe) => 'steps' in probe),
    leftOut: read.filter((probe) => 'why' in probe),
  };
}

function readJson(file: string): unknown {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    throw new ProbeFileError(file, 'cannot be read', { cause });
  }
  try {
    return JSON.parse(text.replace(/^\uFEFF/u, ''));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message.replaceAll(/\p{Cc}/gu, ' ') : '';
    throw new ProbeFileError(file, `is not JSON: ${reason}`, { cause });
  }
}

function parse<T>(schema: z.ZodType<T>, data: unknown, file: string): T {
  const result = schema.safeParse(data);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new ProbeFileError(file, `${pathOf(issue?.path ?? [])}: ${issue?.message ?? 'not usable'}`);
}

function pathOf(path: readonly PropertyKey[]): string {
  const text = path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('');
  return text.replace(/^\./u, '') || 'the file';
}
