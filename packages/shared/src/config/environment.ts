import * as z from 'zod';
import { ConfigError } from './problem.ts';

/** The variables of a process, as `process.env` has them. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads a program's configuration from its environment.
 *
 * @throws {ConfigError} with every variable that cannot be used, not only the first one
 */
export function readEnvironment<T extends z.ZodObject>(schema: T, env: Environment): Readonly<z.infer<T>> {
  const given = Object.fromEntries(Object.keys(schema.shape).map((key) => [key, env[key]]));
  const result = schema.safeParse(given);
  if (result.success) return Object.freeze(result.data);
  throw new ConfigError(
    result.error.issues.map((issue) => {
      const key = String(issue.path[0]);
      return { key, value: env[key], accepted: acceptedBy(schema, key) ?? issue.message };
    }),
  );
}

function acceptedBy(schema: z.ZodObject, key: string): string | undefined {
  const fields: Record<string, z.core.$ZodType> = schema.shape;
  const field = fields[key];
  return field && z.string().safeParse(metaOf(field)['accepted']).data;
}

/** A row of a configuration table. */
export interface Variable {
  readonly name: string;
  readonly purpose: string;
  readonly fallback: string;
  readonly accepted: string;
}

/** What a schema says of each variable, for error lines and for the README. */
export function describeVariables(schema: z.ZodObject): Variable[] {
  const fields: Record<string, z.core.$ZodType> = schema.shape;
  return Object.entries(fields).map(([name, field]) => {
    const meta = z.object({ purpose: z.string(), fallback: z.string(), accepted: z.string() }).parse({
      fallback: '',
      ...metaOf(field),
    });
    return { name, ...meta };
  });
}

function metaOf(field: z.core.$ZodType): Record<string, unknown> {
  const inner =
    field instanceof z.ZodPrefault || field instanceof z.ZodOptional ? metaOf(field.def.innerType) : {};
  return { ...inner, ...z.globalRegistry.get(field) };
}

/** A variable with a default, which is written as the variable itself would be. */
export function withDefault<T>(field: z.ZodType<T, string>, fallback: string, purpose: string) {
  return z.prefault(field, fallback).meta({ purpose, fallback: `\`${fallback}\`` });
}
