import { fateOf } from '../proxy/fields.ts';

/** A request whose head leaves no question open and whose body, if it has one, has come with it. */
export interface PlainHead {
  readonly method: string;
  readonly target: string;
  /** `[name, value, …]` as they came. */
  readonly fields: string[];
  /** Where the request ends in the text. */
  readonly end: number;
  /** The body, each character a byte. */
  readonly body: string;
  /** Whether the client wants the connection to end with the answer. */
  readonly closes: boolean;
}

const METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);
const VERSION = ' HTTP/1.1';
/** Larger heads are for the parser that bounds them. */
const MOST_HEAD = 8 * 1024;
const END_OF_HEAD = '\r\n\r\n';
/** A control or a byte beyond ASCII, and a line end that is not CRLF. */
const UNUSUAL = /[^\t\n\r -~]|\r(?!\n)|(?<!\r)\n/u;
const LENGTH = /^(?:0|[1-9]\d{0,5})$/u;

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
  const head = text.slice(0, endOfHead);
  if (UNUSUAL.test(head)) return undefined;

  let at = lineEnd(head, 0);
  const afterMethod = head.indexOf(' ');
  const method = head.slice(0, afterMethod);
  const target = head.slice(afterMethod + 1, at - VERSION.length);
  if (!METHODS.has(method) || !head.startsWith(VERSION, at - VERSION.length)) return undefined;
  if (!target.startsWith('/') || target.includes(' ') || target.includes('\t')) return undefined;

  const fields: string[] = [];
  let length: string | undefined;
  let closes = false;
  while (at < head.length) {
    const start = at + 2;
    at = lineEnd(head, start);
    const colon = head.indexOf(':', start);
    if (colon === -1 || colon >= at) return undefined;
    const name = head.slice(start, colon);
    const value = head.slice(colon + 1, at).trim();
    switch (fateOf(name)) {
      case 'malformed':
      case 'transfer-encoding':
      case 'te':
      case 'trailer':
      case 'expect':
        return undefined;
      case 'content-length':
        if (length !== undefined || !LENGTH.test(value)) return undefined;
        length = value;
        break;
      case 'connection':
        if (!PERSISTENCE.has(value)) return undefined;
        closes ||= value === 'close' || value === 'Close';
        break;
      case 'hop':
        if (name.length === UPGRADE.length && name.toLowerCase() === UPGRADE) return undefined;
        break;
      default:
    }
    fields.push(name, value);
  }
  const start = endOfHead + END_OF_HEAD.length;
  const end = start + Number(length ?? 0);
  if (end > text.length) return undefined;
  return { method, target, fields, end, body: text.slice(start, end), closes };
}

const UPGRADE = 'upgrade';
/** What `Connection` may say. */
const PERSISTENCE: ReadonlySet<string> = new Set(['keep-alive', 'Keep-Alive', 'close', 'Close']);

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\r\n', from);
  return end === -1 ? text.length : end;
}
