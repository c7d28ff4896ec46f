import { readHead, type RequestHead } from '../proxy/request-head.ts';

/** A request whose head leaves no question open and whose body, if it has one, has come with it. */
export interface PlainHead extends RequestHead {
  readonly method: string;
  readonly target: string;
  /** Its field lines as they came. */
  readonly raw: string;
  /** The body, each character a byte. */
  readonly body: string;
  /** Where the request ends in the text. */
  readonly end: number;
}

const METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);
const VERSION = ' HTTP/1.1\r\n';
const END_OF_LINE = '\r\n';
const END_OF_HEAD = '\r\n\r\n';
/** Larger heads are for the parser that bounds them. */
const MOST_HEAD = 8 * 1024;
/** A control or a byte beyond ASCII, and a line end that is not CRLF. A tab, too, which Node's parser refuses behind some values. */
const UNUSUAL = /[^\n\r -~]|\r(?!\n)|(?<!\r)\n/u;
const TARGET = /^\/[!-~]*$/u;
/** What `Connection` may say. */
const PERSISTENCE: ReadonlySet<string> = new Set(['', 'keep-alive', 'Keep-Alive', 'close', 'Close']);

/**
 * Reads a request that is as plain as nearly all are: HTTP/1.1, a known method, a path, complete, nothing in its head but
 * printable ASCII and CRLF, no field that asks for more than an answer. What is not is left to Node's parser: undefined.
 * Nothing is refused here, so nothing can be let in that Node's parser and the gateway's rules would not (RFC 9112 §2.2, §3, §5).
 *
 * @param text what came, each character a byte
 */
export function readPlainHead(text: string): PlainHead | undefined {
  const endOfHead = text.indexOf(END_OF_HEAD);
  if (endOfHead === -1 || endOfHead > MOST_HEAD) return undefined;
  const head = text.slice(0, endOfHead + END_OF_LINE.length);
  if (UNUSUAL.test(head)) return undefined;

  const endOfMethod = head.indexOf(' ');
  const endOfTarget = head.indexOf(END_OF_LINE) - (VERSION.length - END_OF_LINE.length);
  const method = head.slice(0, endOfMethod);
  const target = head.slice(endOfMethod + 1, endOfTarget);
  if (!METHODS.has(method) || !TARGET.test(target) || !head.startsWith(VERSION, endOfTarget))
    return undefined;

  const raw = head.slice(endOfTarget + VERSION.length);
  const read = readHead(raw, '1.1');
  if ('status' in read || read.chunked || read.expectsContinue || read.acceptsTrailers || read.asksMore) {
    return undefined;
  }
  if (!PERSISTENCE.has(read.connection)) return undefined;
  const start = endOfHead + END_OF_HEAD.length;
  const end = start + (read.contentLength ?? 0);
  if (end > text.length) return undefined;
  return { ...read, method, target, raw, body: text.slice(start, end), end };
}
