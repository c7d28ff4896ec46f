/** The kinds of value that environment variables hold. Each says in `meta` what it accepts, for error lines and for the tables in the README. */
import { accessSync, constants, readFileSync, statSync } from 'node:fs';
import * as z from 'zod';
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

/** A number with a unit, in the smallest unit; undefined when it is none or lies outside of the bounds. */
function quantity(units: Readonly<Record<string, number>>, [least, most]: readonly [number, number]) {
  const factors = new Map(Object.entries(units));
  return (value: string): number | undefined => {
    const [, digits, unit = ''] = /^(\d{1,15}(?:\.\d{1,3})?)\s*([a-z]*)$/iu.exec(value) ?? [];
    const amount = Math.round(Number(digits) * (factors.get(unit.toLowerCase()) ?? Number.NaN));
    return amount >= least && amount <= most ? amount : undefined;
  };
}

/** A time span, in milliseconds; `8s`, `500ms`, `2m`, or a bare number of seconds. Timers of Node end at 24 days. */
export const duration = () =>
  text(
    'a time such as 500ms, 2m, 8s or 8 (seconds), up to 24 days',
    quantity({ '': 1000, ms: 1, s: 1000, m: 60_000 }, [0, 24 * 86_400_000]),
  );

const KIB = 1024;

/** Where a PostgreSQL is, and who asks. The value is nobody else's business, so nothing says what is wrong with it. */
export const databaseUrl = () =>
  text(
    'postgresql://USER:PASSWORD@HOST:PORT/DATABASE, special characters percent-encoded, with sslrootcert, sslcert and sslkey only for files that can be read',
    (value) => {
      const url = URL.canParse(value) ? new URL(value) : undefined;
      const isPostgres = url?.protocol === 'postgresql:' || url?.protocol === 'postgres:';
      const isWhole = isPostgres && url.hostname !== '' && /^\/[^/]+$/u.test(url.pathname);
      const isEncoded = isWhole && [url.username, url.password, url.pathname].every(isPercentEncoded);
      return isEncoded && namedFiles(url).every(isReadable) ? value : undefined;
    },
  );

function namedFiles({ searchParams }: URL): string[] {
  return ['sslrootcert', 'sslcert', 'sslkey'].flatMap((name) => searchParams.get(name) ?? []);
}

function isReadable(file: string): boolean {
  try {
    accessSync(file, constants.R_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

function isPercentEncoded(part: string): boolean {
  try {
    decodeURIComponent(part);
    return true;
  } catch {
    return false;
  }
}

/** Something that is nobody else's business, taken as it is. */
export const secret = () => text('a password, as it is', (value) => value || undefined);

/** The content of a file that holds a secret, as Docker and Kubernetes mount them. */
export const secretFile = () =>
  text('a file that can be read, with a password in it', (path) => {
    try {
      return readFileSync(path, 'utf8').trim() || undefined;
    } catch {
      return undefined;
    }
  });

/** A size, in bytes; `1 MiB`, `100kb`, or a bare number of bytes. Units are powers of 1024. */
export const size = () =>
  text(
    'a size such as 1 MiB, 100kb or 1048576, from 1 byte on',
    quantity({ '': 1, b: 1, kb: KIB, kib: KIB, mb: KIB ** 2, mib: KIB ** 2, gb: KIB ** 3, gib: KIB ** 3 }, [
      1,
      Number.MAX_SAFE_INTEGER,
    ]),
  );

/** A folder that files can be made in. */
export const folder = () =>
  text('a folder that can be written to', (value) => {
    try {
      accessSync(value, constants.W_OK | constants.X_OK);
      return statSync(value).isDirectory() ? value : undefined;
    } catch {
      return undefined;
    }
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
