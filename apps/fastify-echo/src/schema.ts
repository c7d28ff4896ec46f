import * as z from 'zod';

/** The JSON Schema of a part of the contract, as Fastify validates by. */
export function schemaOf(part: z.ZodType): Record<string, unknown> {
  return z.toJSONSchema(part, { io: 'input', target: 'draft-7' });
}
