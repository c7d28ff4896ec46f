import { BadAnswerError } from '../proxy/failures.ts';
import { fateOf } from '../proxy/fields.ts';
import { fieldsOf, pairsOf } from '../proxy/field-lines.ts';
import { MOST_FIELDS, withoutNominated } from '../proxy/request-head.ts';
import { REQUEST_ID } from '@echo-twins/shared/http/request-id';

/** An answer's head, read once: what frames its body, what the gateway acts on, and what is passed on. */
export interface AnswerHead {
  readonly status: number;
  /** The reason; each character is a byte. */
  readonly message: string;
  /** The field lines as they came, without what concerns the replica's connection. */
  readonly lines: string;
  /** Whether there is a `Date` among them. */
  readonly dated: boolean;
  /** The body's length; undefined when the replica does not say. */
  readonly contentLength: number | undefined;
  readonly chunked: boolean;
  /** Whether the replica closes the connection after it. */
  readonly closes: boolean;
  /** For how many seconds the replica says that it keeps the connection. */
  readonly keepAlive: number | undefined;
  /** The value of `Trailer`: what the replica says will follow the body. */
  readonly trailer: string | undefined;
  /** All of it as it came, without the empty line that ends it; each character is a byte. */
  readonly text: string;
}

/** Every field of a head as it came, the ones of the connection too. */
export function allFields({ text }: AnswerHead): [name: string, value: string][] {
  return pairsOf(fieldsOf(text.slice(lineEnd(text, 0) + 2)));
}

const STATUS_LINE = /^HTTP\/1\.([01]) (\d{3})(?: (.*))?$/u;
/** A control, or a line end that is not CRLF: some programs end a line there and others do not (RFC 9112 §2.2). */
const BAD_BYTE = /[^\t\n\r -~\u0080-\u00FF]|\r(?!\n)|(?<!\r)\n/u;
const LENGTH = /^\d{1,15}$/u;

/**
 * Reads an answer's head, with the line end of its last line but without the empty line behind it; each character is a byte.
 *
 * @throws {BadAnswerError} when it is not HTTP/1, or when two programs could read it differently
 */
export function readAnswerHead(text: string): AnswerHead {
  if (BAD_BYTE.test(text)) throw new BadAnswerError('a byte that must not be in a head');
  let at = lineEnd(text, 0) + 2;
  const { status, message, minor } = readStatusLine(text.slice(0, at - 2));
  /** What is passed on of the lines so far, and where the next piece of it begins. */
  let passed = '';
  let begin = at;
  let count = 0;
  let connection = '';
  let contentLength: number | undefined;
  let keepAlive: number | undefined;
  let trailer: string | undefined;
  let chunked = false;
  let dated = false;
  while (at < text.length) {
    const start = at;
    const end = lineEnd(text, start);
    const colon = text.indexOf(':', start);
    at = end + 2;
    if ((count += 1) > MOST_FIELDS) throw new BadAnswerError('the number of its fields');
    const name = text.slice(start, colon);
    // A line that begins with a space would continue the one before (obs-fold, RFC 9112 §5.2); it has no name.
    const fate = colon === -1 || colon > end ? 'malformed' : fateOf(name);
    if (fate === 'pass') {
      dated ||= name.length === DATE.length && name.toLowerCase() === DATE;
      continue;
    }
    const value = text.slice(colon + 1, end).trim();
    switch (fate) {
      case 'malformed':
        throw new BadAnswerError('a field without a name');
      case 'connection':
        connection = connection === '' ? value : `${connection},${value}`;
        break;
      case 'content-length':
        if (contentLength !== undefined || !LENGTH.test(value)) throw new BadAnswerError('the length');
        contentLength = Number(value);
        // Nothing follows these, and so they must not say how much (RFC 9110 §8.6).
        if (status >= 200 && status !== 204) continue;
        break;
      case 'transfer-encoding':
        if (chunked || value.toLowerCase() !== 'chunked') throw new BadAnswerError('the transfer coding');
        chunked = true;
        break;
      case 'trailer':
        trailer = value;
        break;
      case 'hop':
        if (name.length === KEEP_ALIVE.length) keepAlive = secondsOf(name, value) ?? keepAlive;
        break;
      case 'managed':
        // Of these the gateway writes its own request id; the others mean nothing in an answer.
        if (name.toLowerCase() !== REQUEST_ID) continue;
        break;
      default:
        continue;
    }
    passed += text.slice(begin, start);
    begin = at;
  }
  passed += text.slice(begin);
  if (chunked && (contentLength !== undefined || minor === '0')) throw new BadAnswerError('framing');
  return {
    status,
    message,
    lines: connection === '' ? passed : withoutNominated(passed, connection),
    dated,
    contentLength,
    chunked,
    closes: minor === '0' ? !KEEPS.test(connection) : connection !== '' && CLOSES.test(connection),
    keepAlive,
    trailer,
    text,
  };
}

const DATE = 'date';

interface StatusLine {
  readonly minor: string;
  readonly status: number;
  readonly message: string;
}

/** Status lines as they came: a service has a handful of them. */
const known = new Map<string, StatusLine>();
const MOST_KNOWN = 100;

function readStatusLine(text: string): StatusLine {
  const before = known.get(text);
  if (before !== undefined) return before;
  const [, minor = '', code, message = ''] = STATUS_LINE.exec(text) ?? [];
  if (code === undefined) throw new BadAnswerError('the status line');
  const line = { minor, status: Number(code), message };
  if (known.size < MOST_KNOWN) known.set(text, line);
  return line;
}
const KEEP_ALIVE = 'keep-alive';
const CLOSES = /(?:^|,)\s*close\s*(?:,|$)/iu;
const KEEPS = /(?:^|,)\s*keep-alive\s*(?:,|$)/iu;

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\r\n', from);
  return end === -1 ? text.length : end;
}

function secondsOf(name: string, value: string): number | undefined {
  if (name.toLowerCase() !== KEEP_ALIVE) return undefined;
  const [, seconds] = /(?:^|[\s,])timeout=(\d{1,6})/u.exec(value) ?? [];
  return seconds === undefined ? undefined : Number(seconds);
}
