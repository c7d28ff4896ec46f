/** A request target, read once (RFC 9112 §3.2). */
export interface Target {
  /** Begins with a slash; without dot segments, otherwise byte for byte as it came. */
  readonly path: string;
  /** The query with its question mark, byte for byte, or the empty string. */
  readonly query: string;
  /** Host and port of an absolute-form target. */
  readonly authority: string | undefined;
}

/** Nothing that needs a closer look: no escapes, no empty or dot-led segments. Most targets are like that. */
const PLAIN = /^(?:\/[\w~!$&'()*+,;=:@-][\w~!$&'()*+,;=:@.-]*)*\/?$/u;
/** No controls, space, `#`, or anything beyond ASCII; in a path no backslash either. */
const PATH = /^\/[!-"$-[\]-~]*$/u;
const QUERY = /^[!-"$-~]*$/u;
const ABSOLUTE = /^https?:\/\/([^/?#]+)([^]*)$/iu;
const CONTROL_OR_BACKSLASH = /[\p{Cc}\\]/u;
const DECODED_DOT_SEGMENT = /(?:^|\/)\.{1,2}(?:\/|$)/u;
const DOT_SEGMENT = /(?:^|\/)(?:\.|%2e){1,2}(?:\/|$)/iu;

/** Reads a target in origin or absolute form; undefined when it cannot be used. */
export function readTarget(text: string): Target | undefined {
  if (text.charCodeAt(0) === SLASH) return readOrigin(text, undefined);
  const match = ABSOLUTE.exec(text);
  if (!match) return undefined;
  const [, authority, rest = ''] = match;
  return readOrigin(rest.startsWith('/') ? rest : `/${rest}`, authority);
}

const SLASH = 47;

function readOrigin(text: string, authority: string | undefined): Target | undefined {
  const mark = text.indexOf('?');
  const path = mark === -1 ? text : text.slice(0, mark);
  const query = mark === -1 ? '' : text.slice(mark);
  if (query !== '' && !QUERY.test(query)) return undefined;
  if (PLAIN.test(path)) return { path, query, authority };
  const clean = cleanPath(path);
  return clean === undefined ? undefined : { path: clean, query, authority };
}

function cleanPath(path: string): string | undefined {
  if (!PATH.test(path)) return undefined;
  const decoded = decode(path);
  if (decoded === undefined || CONTROL_OR_BACKSLASH.test(decoded)) return undefined;
  const clean = DOT_SEGMENT.test(path) ? withoutDotSegments(path) : path;
  // What is left is a dot segment only behind an encoded slash: a server that decodes would climb with it. One that is
  // encoded twice is a name (RFC 3986 §2.4).
  return DECODED_DOT_SEGMENT.test(decode(clean) ?? '') ? undefined : clean;
}

/** Percent-decodes; undefined when an escape is broken or is not UTF-8 (overlong forms included). */
export function decode(text: string): string | undefined {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** RFC 3986 §5.2.4, with `%2e` being a dot. Empty segments stay: `//` means something to some servers. */
function withoutDotSegments(path: string): string {
  const kept: string[] = [];
  const segments = path.split('/').slice(1);
  for (const [index, segment] of segments.entries()) {
    const dots = segment.replaceAll(/%2e/giu, '.');
    const last = index === segments.length - 1;
    if (dots === '..') kept.pop();
    if (dots !== '.' && dots !== '..') kept.push(segment);
    else if (last) kept.push('');
  }
  return `/${kept.join('/')}`;
}
