import { detached } from '../fast-path/detached.ts';

/** What becomes of a header field on its way through the gateway. */
export type Fate =
  /** Is no name of a field (RFC 9110 §5.1). */
  | 'malformed'
  /** Passed on as it is. */
  | 'pass'
  /** Concerns one connection only: removed (RFC 9110 §7.6.1). */
  | 'hop'
  /** Removed from a request: the gateway writes its own. */
  | 'managed'
  /** Somebody's word about the client, its scheme or its path, for which frameworks take it: passed on for a trusted peer only. */
  | 'hearsay'
  | 'host'
  | 'connection'
  | 'content-length'
  | 'transfer-encoding'
  | 'te'
  | 'expect'
  | 'trailer'
  | 'via'
  | 'max-forwards'
  /** May be there once only: two of them are read differently by different programs. */
  | 'single';

/** Fields that are not simply passed on, by lower-case name. One table for both directions. */
const FATES: Readonly<Record<string, Fate>> = {
  host: 'host',
  connection: 'connection',
  'content-length': 'content-length',
  'transfer-encoding': 'transfer-encoding',
  te: 'te',
  expect: 'expect',
  trailer: 'trailer',
  via: 'via',
  'max-forwards': 'max-forwards',
  'keep-alive': 'hop',
  'proxy-connection': 'hop',
  'proxy-authenticate': 'hop',
  'proxy-authorization': 'hop',
  'proxy-authentication-info': 'hop',
  upgrade: 'hop',
  'http2-settings': 'hop',
  'x-forwarded-for': 'managed',
  'x-forwarded-host': 'managed',
  'x-forwarded-proto': 'managed',
  'x-forwarded-prefix': 'managed',
  forwarded: 'managed',
  'x-request-id': 'managed',
  traceparent: 'managed',
  'x-real-ip': 'hearsay',
  'true-client-ip': 'hearsay',
  'x-client-ip': 'hearsay',
  'cf-connecting-ip': 'hearsay',
  'fastly-client-ip': 'hearsay',
  'x-cluster-client-ip': 'hearsay',
  'front-end-https': 'hearsay',
  'x-original-url': 'hearsay',
  'x-rewrite-url': 'hearsay',
  'content-type': 'single',
  authorization: 'single',
};

/** Field names as they were written, with their fate: nobody invents new spellings for every request, but for an attacker. */
const seen = new Map<string, Fate>();
const MOST_SEEN = 1000;

/** What becomes of the field of this name, in any spelling. */
export function fateOf(name: string): Fate {
  const known = seen.get(name);
  if (known !== undefined) return known;
  const fate = judge(name.toLowerCase());
  if (seen.size < MOST_SEEN) seen.set(detached(name), fate);
  return fate;
}

const NAME = /^[\w!#$%&'*+.^`|~-]+$/u;

function judge(name: string): Fate {
  if (!NAME.test(name)) return 'malformed';
  const fate = specialFate(name);
  if (fate !== undefined) return fate;
  // `Content_Length` becomes the same variable as `Content-Length` for a CGI program behind us.
  const alike = name.replaceAll(/[._]/gu, '-');
  return alike !== name && specialFate(alike) !== undefined ? 'hop' : 'pass';
}

function specialFate(name: string): Fate | undefined {
  if (Object.hasOwn(FATES, name)) return FATES[name];
  // There is no list of them: everybody invents some.
  return name.startsWith('x-forwarded-') ? 'hearsay' : undefined;
}

/** Fields that may not be in a trailer section: they would change what has already been read (RFC 9110 §6.5.1). */
export function isForbiddenInTrailers(name: string): boolean {
  return fateOf(name) !== 'pass' || FORBIDDEN_IN_TRAILERS.has(name.toLowerCase());
}

const FORBIDDEN_IN_TRAILERS: ReadonlySet<string> = new Set([
  'content-encoding',
  'content-range',
  'cache-control',
  'set-cookie',
  'www-authenticate',
  'location',
]);
