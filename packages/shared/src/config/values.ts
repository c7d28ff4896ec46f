/** The kinds of value that environment variables hold. Each says in `meta` what it accepts, for error lines and for the tables in the README. */
import { z } from 'zod';
import { createTrust } from '../http/client-address.ts';

/** Any string of the environment, read by `parse`; undefined from `parse` means "cannot be used". */
function text<T>(accepted: string, parse: (value: string) => T | undefined) {
  return z
    .string()
    .transform((value, context) => {
      const parsed = parse(value.trim());
      if (parsed !== undefined) return parsed;
      context.addIssue({ code: 'custom', message: accepted });
      return z.NEVER;
    })
    .meta({ accepted });
}

const integer = (value: string): number | undefined =>
  /^\d{1,15}$/u.test(value) ? Number(value) : undefined;

/** A TCP port; 0 asks the system for any free one. */
export const port = () =>
  text('a port, 0 to 65535', (value) => {
    const number = integer(value);
    return number !== undefined && number <= 65_535 ? number : undefined;
  });

/** An address or host name to listen on. */
export const host = () =>
  text('an IP address or a host name', (value) => (/^[\w.:-]{1,253}$/u.test(value) ? value : undefined));

/** A short printable label such as a version. */
export const label = () =>
  text('1 to 64 letters, digits and . _ + -', (value) =>
    /^[\w.+-]{1,64}$/u.test(value) ? value : undefined,
  );

const UNITS_OF_TIME: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000 };

/** A time span, in milliseconds; `8s`, `500ms`, `2m`, or a bare number of seconds. */
export const duration = () =>
  text('a time such as 500ms, 8s or 2m', (value) => {
    const match = /^(\d{1,9}(?:\.\d{1,3})?)(ms|s|m)?$/u.exec(value);
    const factor = UNITS_OF_TIME[match?.[2] ?? 's'];
    return match && factor ? Math.round(Number(match[1]) * factor) : undefined;
  });

const UNITS_OF_SIZE: Readonly<Record<string, number>> = {
  '': 1,
  b: 1,
  kb: 1024,
  kib: 1024,
  mb: 1024 ** 2,
  mib: 1024 ** 2,
  gb: 1024 ** 3,
  gib: 1024 ** 3,
};

/** A size, in bytes; `1 MiB`, `100kb`, or a bare number of bytes. Units are powers of 1024. */
export const size = () =>
  text('a size such as 1 MiB, 100kb or 1048576', (value) => {
    const match = /^(\d{1,15})\s*([a-z]*)$/iu.exec(value);
    const factor = UNITS_OF_SIZE[(match?.[2] ?? '').toLowerCase()];
    return match && factor ? Number(match[1]) * factor : undefined;
  });

/** One of a few words. */
export const choice = <const T extends string>(...words: readonly T[]) =>
  text(`one of ${words.join(', ')}`, (value) => words.find((word) => word === value));

/** Whose `X-Forwarded-For` is believed: addresses, CIDRs and the names `loopback`, `linklocal`, `uniquelocal`; `none` for nobody. */
export const trust = () =>
  text('none, or a list of addresses, CIDRs, loopback, linklocal, uniquelocal', (value) => {
    try {
      return createTrust(value);
    } catch {
      return undefined;
    }
  });

/** The levels of pino. */
export const logLevel = () => choice('fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent');
