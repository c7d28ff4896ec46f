import * as z from 'zod';

const Schema = z.record(z.string(), z.unknown());

/** A JSON schema in which every object that lists its keys has no others. */
export function close(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(close);
  const { data } = Schema.safeParse(schema);
  if (!data) return schema;
  const closed = Object.fromEntries(Object.entries(data).map(([key, value]) => [key, close(value)]));
  return z.object({ properties: Schema }).safeParse(data).success && !('additionalProperties' in data)
    ? { ...closed, additionalProperties: false }
    : closed;
}
