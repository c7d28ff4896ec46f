import * as z from 'zod';

/** What may be said of a failure: what a client's message holds (host, user, perhaps more) stays out of the log. */
export interface Failure {
  /** A SQLSTATE or a system's error code. */
  readonly code: string;
  /** In words, where they help. */
  readonly reason: string;
  /** Whether the database has refused the data, and always would. */
  readonly isData: boolean;
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'a file that DATABASE_URL names, such as sslrootcert, is not there',
  EACCES: 'a file that DATABASE_URL names, such as sslrootcert, may not be read',
  ECONNREFUSED: 'nothing listens at the host and port of DATABASE_URL',
  ENOTFOUND: 'the host of DATABASE_URL has no address',
  EAI_AGAIN: 'the host of DATABASE_URL has no address now',
  '28P01': 'the user or the password of DATABASE_URL is wrong',
  '28000': 'the user of DATABASE_URL may not connect',
  '3D000': 'the database of DATABASE_URL does not exist',
  '25006': 'the database may only be read',
  '42501': 'the user of DATABASE_URL lacks a right',
  '53100': 'the disk of the database is full',
  '53300': 'the database has too many connections',
  '57P01': 'the database is shutting down',
  '57P03': 'the database is starting',
};

/** Data exceptions, broken constraints, program limits (PostgreSQL, appendix A). */
const DATA = /^(?:22|23|54)/u;

const Coded = z.object({ code: z.string().regex(/^\w{1,32}$/u) });

/** Reads what a database client has thrown. */
export function failureOf(error: unknown): Failure {
  const code = Coded.safeParse(error).data?.code ?? 'NO_ANSWER';
  return { code, reason: REASONS[code] ?? 'the database does not answer', isData: DATA.test(code) };
}
