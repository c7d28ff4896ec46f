import * as z from 'zod';
import { GroupSchema, PoolSchema } from './pool-schema.ts';
import { GatewayFile, RouteSchema } from './schema.ts';

/** One setting of a configuration file. */
interface Setting {
  /** With the sections that it is in, such as `health.every`. */
  readonly key: string;
  /** Empty when there is none. */
  readonly fallback: string;
  readonly purpose: string;
}

const Meta = z.object({ purpose: z.string() });

/** The reference of the configuration file, as Markdown: every setting of the schema, with its default. */
export function configReference(): string {
  const { limits, listing, health } = GatewayFile.shape;
  return [
    section('A pool: `pools.NAME`', settingsOf(PoolSchema)),
    section('A group of pools: `pools.NAME`', settingsOf(GroupSchema)),
    section('A route: an entry of `routes`', settingsOf(RouteSchema)),
    section('The gateway', settingsOf(z.object({ listing, health, limits }))),
  ].join('\n\n');
}

function section(title: string, settings: readonly Setting[]): string {
  const rows = settings.map(({ key, fallback, purpose }) => `| \`${key}\` | ${fallback} | ${purpose} |`);
  return [`### ${title}`, '', '| setting | default | what for |', '| --- | --- | --- |', ...rows].join('\n');
}

function settingsOf(schema: z.ZodObject, prefix = ''): Setting[] {
  const fields: Record<string, z.core.$ZodType> = schema.shape;
  return Object.entries(fields).flatMap(([name, field]) => {
    const key = prefix + name;
    const { inner, fallback } = unwrap(field);
    if (inner instanceof z.ZodObject) return settingsOf(inner, `${key}.`);
    const { purpose } = Meta.parse(z.globalRegistry.get(field) ?? {});
    return [{ key, fallback, purpose }];
  });
}

function unwrap(field: z.core.$ZodType): { inner: z.core.$ZodType; fallback: string } {
  if (field instanceof z.ZodOptional) return { ...unwrap(field.def.innerType), fallback: '' };
  if (!(field instanceof z.ZodPrefault)) return { inner: field, fallback: '' };
  const value: unknown = field.def.defaultValue;
  const fallback = typeof value === 'string' ? value : JSON.stringify(value);
  return { inner: unwrap(field.def.innerType).inner, fallback: fallback === '' ? '' : `\`${fallback}\`` };
}
