import { JournalUnavailable } from '../journal/journal.ts';
import { COMMON_FIELDS } from './fields.ts';

// Not imported: see server.ts.
const { STATUS_CODES } = process.getBuiltinModule('node:http');

/** The media type of RFC 9457; JSON has no charset parameter (RFC 8259 §11). */
const PROBLEM_JSON = 'application/problem+json';

/** What makes one problem different from another. */
export interface ProblemTerms {
  readonly status: number;
  /** The last part of its `type`, which never changes; clients may branch on it. */
  readonly name: string;
  /** What to change, in a sentence or two. Nothing of the request: the answer is safe to show anywhere. */
  readonly detail: string;
  /** Fields that this status asks for, such as `allow`. */
  readonly fields?: Readonly<Record<string, string>>;
  /** Whether the connection ends, because what follows on it can no longer be told apart. */
  readonly close?: boolean;
}

/**
 * A request that is refused: an error to throw or to pass on, which knows the answer it asks for (RFC 9457). The body is
 * made once: it holds nothing of the request, and the request's id is in `X-Request-Id` already.
 */
export class HttpProblem extends Error {
  readonly statusCode: number;
  /** Every field of the answer but those that Node adds, and the request's id. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  readonly close: boolean;

  constructor({ status, name, detail, fields = {}, close = false }: ProblemTerms) {
    super(detail);
    this.name = 'HttpProblem';
    this.statusCode = status;
    this.close = close;
    this.headers = {
      ...COMMON_FIELDS,
      ...fields,
      'content-type': PROBLEM_JSON,
      ...(close && { connection: 'close' }),
    };
    const type = `urn:problem-type:echo:${name}`;
    this.body = Buffer.from(JSON.stringify({ type, title: STATUS_CODES[status], status, detail }));
  }
}

/**
 * What a failure is answered with: itself when it is a problem, its status when a framework or a library gave it one
 * below 500, else 500 without a word about what went wrong.
 */
export function problemOf(error: unknown): HttpProblem {
  if (error instanceof HttpProblem) return error;
  if (error instanceof JournalUnavailable) return UNAVAILABLE;
  const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500;
  const phrase = STATUS_CODES[status];
  if (phrase === undefined || status < 400 || status >= 500) return INTERNAL;
  const name = phrase.toLowerCase().replaceAll(/[^a-z]+/gu, '-');
  return new HttpProblem({ status, name, detail: `${phrase}.` });
}

const UNAVAILABLE = new HttpProblem({
  status: 503,
  name: 'journal-unavailable',
  detail:
    'The journal cannot be read while its database does not answer. Echoes are answered and kept for it.',
  fields: { 'retry-after': '1' },
});

const INTERNAL = new HttpProblem({
  status: 500,
  name: 'internal',
  detail: 'The service failed. Its log tells why under the X-Request-Id of this answer.',
});
