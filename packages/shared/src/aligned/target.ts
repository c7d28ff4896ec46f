import { ENDPOINTS } from '../contract/endpoints.ts';
import type { HttpProblem } from './problem.ts';
import { BAD_TARGET, methodNotAllowed, NOT_FOUND } from './problems.ts';

/** What a request asks for, as far as its target tells. */
export interface Target {
  /** Path and query for a framework's router, in one spelling (RFC 3986 §6.2.2). */
  readonly url: string;
  /** The methods that are served there, as `Allow` lists them; undefined when nothing is. */
  readonly allow?: string;
  /** Why nobody could answer it. */
  readonly problem?: HttpProblem;
}

const METHODS: Readonly<Record<string, string>> = { GET: 'GET, HEAD, OPTIONS', POST: 'OPTIONS, POST' };

/** By path. The text of an endpoint begins with its method. */
const SERVED: ReadonlyMap<string, Target> = new Map(
  Object.entries(ENDPOINTS).map(([url, text]) => [
    url,
    { url, allow: METHODS[text.split(' ', 1)[0] ?? ''] ?? '' },
  ]),
);

/** The server as a whole, `OPTIONS *`; its URL is one that a router can hold and does not know. */
const ASTERISK: Target = { url: '/*', allow: 'GET, HEAD, OPTIONS, POST' };

const INVALID: Target = { url: '/', problem: BAD_TARGET };

/** RFC 9112 §3.2.2. No user name: nobody should send one (RFC 9110 §4.2.4). */
const ABSOLUTE = /^https?:\/\/(?:[\w.~-]+|\[[\da-f:.]+\])(?::\d{0,5})?(?<origin>$|[/?].*$)/iu;
const PATH = /^\/(?:[\w.~!$&'()*+,;=:@/-]|%[\da-f]{2})*$/iu;
const CONTROL = /%(?:[01][\da-f]|7f)/iu;
const DOT_SEGMENT = /\/\.{1,2}(?:\/|$)/u;
const UNRESERVED = /%(?:2[de]|3\d|4[1-9a-f]|5[\daf]|6[1-9a-f]|7[\dae])/giu;

/**
 * Reads a request target. Both twins route by the result, so that no router's own idea of a path counts: paths match
 * exactly but for percent-encoded unreserved characters, and what no URI can be is a 400 wherever it points.
 */
export function locate(target: string): Target {
  return SERVED.get(target) ?? examine(target);
}

function examine(target: string): Target {
  if (target === '*') return ASTERISK;
  const absolute = target.startsWith('/') ? undefined : ABSOLUTE.exec(target)?.groups?.['origin'];
  const origin = absolute === undefined || absolute.startsWith('/') ? (absolute ?? target) : `/${absolute}`;
  if (origin.includes('#')) return INVALID;
  const question = origin.indexOf('?');
  const path = question === -1 ? origin : origin.slice(0, question);
  if (!PATH.test(path) || CONTROL.test(path) || !isUtf8(path)) return INVALID;
  const canonical = path.replaceAll(UNRESERVED, (octet) =>
    String.fromCodePoint(parseInt(octet.slice(1), 16)),
  );
  if (DOT_SEGMENT.test(canonical)) return INVALID;
  const url = question === -1 ? canonical : canonical + origin.slice(question);
  return { ...SERVED.get(canonical), url };
}

function isUtf8(path: string): boolean {
  try {
    return decodeURIComponent(path).length > 0;
  } catch {
    return false;
  }
}

/** Why no route takes a request that {@link locate} found nothing wrong with. */
export function unrouted(target: string): HttpProblem {
  if (target === '*') return BAD_TARGET;
  const { allow } = locate(target);
  return (allow && NOT_ALLOWED.get(allow)) || NOT_FOUND;
}

const NOT_ALLOWED: ReadonlyMap<string, HttpProblem> = new Map(
  Object.values(METHODS).map((allow) => [allow, methodNotAllowed(allow)]),
);
