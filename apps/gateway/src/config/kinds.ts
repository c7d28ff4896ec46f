import { duration, size } from '@echo-twins/shared/config/values';
import * as z from 'zod';

/** A value of the kinds that environment variables hold, where YAML may have read a number. */
function scalar<T>(kind: z.ZodType<T, string>) {
  return z.union([z.string(), z.number()]).transform(String).pipe(kind);
}

/** A time. */
export function span(fallback: string, purpose: string) {
  return z.prefault(scalar(duration()), fallback).meta({ purpose });
}

/** A size, or `none` for 0. */
export function bytes(fallback: string, purpose: string) {
  const kind = z.string().transform((text, context) => {
    const { success, data } = size().safeParse(text);
    if (text === 'none') return 0;
    if (!success) context.addIssue({ code: 'custom', message: 'none, or a size such as 1 MiB or 100kb' });
    return data ?? 0;
  });
  return z.prefault(scalar(kind), fallback).meta({ purpose });
}

const WHOLE = 'a whole number from 1 to 100000';

/** A whole number. */
export function count(fallback: number, purpose: string) {
  return z.prefault(z.int(WHOLE).min(1, WHOLE).max(100_000, WHOLE), fallback).meta({ purpose });
}

/** A path of the gateway's or of a replica's own. */
export const path = () => z.string().regex(/^\/[\w.~!$&'()*+,;=:@/-]*$/u, 'a path such as /health');

/** The prefix of a route. */
export const prefix = () =>
  z
    .string()
    .regex(/^(?:\/|(?:\/[\w~-][\w.~-]*)+)$/u, 'a path prefix such as /api, without a slash at the end');

/** The name of a pool or group. */
export const name = () => z.string().regex(/^[\w-]{1,64}$/u, 'a name of letters, digits, _ and -');
