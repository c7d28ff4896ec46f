import { duration, size } from '@echo-twins/shared/config/values';
import * as z from 'zod';

const Kind = z.object({ accepted: z.string() });

/** A value of a kind that environment variables hold, where YAML may have read a number. */
function scalar<T>(kind: z.ZodType<T, string>, accepted: string) {
  return z.union([z.string(), z.number()], accepted).transform(String).pipe(kind);
}

const TIME = Kind.parse(duration().meta()).accepted;
const TIME_ABOVE_0 = `${TIME}, and longer than 0`;

/** A time; 0 only where that says something, which is `zero`. */
export function span(fallback: string, purpose: string, zero?: string) {
  if (zero !== undefined) {
    return z.prefault(scalar(duration(), TIME), fallback).meta({ purpose: `${purpose}; 0 ${zero}` });
  }
  const kind = duration().refine((time) => time > 0, TIME_ABOVE_0);
  return z.prefault(scalar(kind, TIME_ABOVE_0), fallback).meta({ purpose });
}

const SIZE = 'none, or a size such as 1 MiB or 100kb';

/** A size, or `none` for 0. */
export function bytes(fallback: string, purpose: string) {
  const kind = z.string().transform((text, context) => {
    const { success, data } = size().safeParse(text);
    if (text === 'none') return 0;
    if (!success) context.addIssue({ code: 'custom', message: SIZE });
    return data ?? 0;
  });
  return z.prefault(scalar(kind, SIZE), fallback).meta({ purpose });
}

/** A whole number. */
export function count(fallback: number, purpose: string) {
  return z.prefault(whole(1, 100_000), fallback).meta({ purpose });
}

/** A whole number between two. */
export function whole(least: number, most: number) {
  const accepted = `a whole number from ${least} to ${most}`;
  return z.int(accepted).min(least, accepted).max(most, accepted);
}

/** A number between two. */
export function amount(fallback: number, [least, most]: readonly [number, number], purpose: string) {
  const accepted = `a number from ${least} to ${most}`;
  const kind = z.number(accepted).min(least, accepted).max(most, accepted);
  return z.prefault(kind, fallback).meta({ purpose });
}

/** Text of a form. */
export function formed(form: RegExp, accepted: string) {
  return z.string(accepted).regex(form, accepted);
}

/** A path of the gateway's or of a replica's own. */
export const path = () => formed(/^\/[\w.~!$&'()*+,;=:@/-]*$/u, 'a path such as /health');

/** The prefix of a route. */
export const prefix = () =>
  formed(/^(?:\/|(?:\/[\w~-][\w.~-]*)+)$/u, 'a path prefix such as /api, without a slash at the end');

/** The name of a pool or group. */
export const name = () => formed(/^[\w-]{1,64}$/u, 'a name of letters, digits, _ and -, at most 64');
