import { isHost } from '../routing/host.ts';
import { fieldsOf, linesOf } from './field-lines.ts';
import { fateOf } from './fields.ts';
import { REFUSALS, type Refusal } from './refusals.ts';

/** A request's head, read once: what frames it, what the gateway acts on, and what is passed on. */
export interface RequestHead {
  /** Empty for HTTP/1.0 without one. */
  readonly host: string;
  /** The body's length; undefined when there is none or when it is chunked. */
  readonly contentLength: number | undefined;
  readonly chunked: boolean;
  readonly expectsContinue: boolean;
  readonly acceptsTrailers: boolean;
  /** The trailers that a chunked body says it will have. */
  readonly trailer: string | undefined;
  readonly via: string | undefined;
  /** `Max-Forwards` as it came. */
  readonly maxForwards: string | undefined;
  /** What the client says of the connection. */
  readonly connection: string;
  /** Whether there is a field that Node’s parser acts on: `Upgrade`, or `Proxy-Connection`, which it takes for `Connection`. */
  readonly asksMore: boolean;
  /** The field lines as they came, without what concerns the connection or is managed by the gateway. */
  readonly lines: string;
  /** The managed fields, by lower-case name: the client's word, which counts only when it is trusted. */
  readonly claims: Readonly<Record<string, string>> | undefined;
  /** The lines, as they came, of other fields that count only then. */
  readonly hearsay: string;
}

const LENGTH = /^(?:0|[1-9]\d{0,14})$/u;
/**
 * Fields that a request or an answer may have. Programs on Node drop those beyond 2000 without a word, which would be the
 * gateway's own, behind all others; many take fewer.
 */
export const MOST_FIELDS = 1000;

/**
 * The head, or why the request is refused: whatever two programs could read differently is (RFC 9112 §11.2).
 *
 * @param lines its field lines
 */
export function readHead(lines: string, httpVersion: string): RequestHead | Refusal {
  let host: string | undefined;
  let length: string | undefined;
  let coding: string | undefined;
  let connection = '';
  let te = '';
  let trailer: string | undefined;
  let expect: string | undefined;
  let via: string | undefined;
  let maxForwards: string | undefined;
  let contentType = false;
  let authorization = false;
  let asksMore = false;
  let claims: Record<string, string> | undefined;
  let hearsay = '';
  let count = 0;
  /** What is passed on of the lines so far, and where the next piece of it begins. */
  let passed = '';
  let begin = 0;

  for (let at = 0; at < lines.length;) {
    const start = at;
    const end = lines.indexOf('\r\n', start);
    const colon = lines.indexOf(':', start);
    at = end + 2;
    if ((count += 1) > MOST_FIELDS) return REFUSALS.headersTooLarge;
    const name = lines.slice(start, colon);
    const fate = colon === -1 || colon > end ? 'malformed' : fateOf(name);
    if (fate === 'pass') continue;
    const value = lines.slice(colon + 1, end).trim();
    switch (fate) {
      case 'single': {
        const isType = name.length === CONTENT_TYPE_LENGTH;
        if (isType ? contentType : authorization) return REFUSALS.duplicateField;
        if (isType) contentType = true;
        else authorization = true;
        continue;
      }
      case 'host':
        if (host !== undefined) return REFUSALS.badHost;
        host = value;
        break;
      case 'connection':
        connection = connection === '' ? value : `${connection},${value}`;
        break;
      case 'content-length':
        if (length !== undefined) return REFUSALS.badFraming;
        length = value;
        break;
      case 'transfer-encoding':
        if (coding !== undefined) return REFUSALS.badFraming;
        coding = value;
        break;
      case 'te':
        te = `${te},${value}`;
        break;
      case 'expect':
        if (expect !== undefined) return REFUSALS.duplicateField;
        expect = value;
        break;
      case 'via':
        via = via === undefined ? value : `${via}, ${value}`;
        break;
      case 'managed': {
        const key = name.toLowerCase();
        claims ??= {};
        const before = claims[key];
        claims[key] = before === undefined ? value : `${before}, ${value}`;
        break;
      }
      case 'hearsay':
        hearsay += lines.slice(start, at);
        break;
      case 'max-forwards':
        maxForwards = value;
        break;
      case 'trailer':
        trailer = trailer === undefined ? value : `${trailer}, ${value}`;
        break;
      case 'hop':
        asksMore ||= ASKS_MORE.has(name.toLowerCase());
        break;
      case 'malformed':
        return REFUSALS.badRequest;
    }
    passed += lines.slice(begin, start);
    begin = at;
  }
  passed += lines.slice(begin);

  if (host === undefined ? httpVersion !== '1.0' : !isHost(host)) return REFUSALS.badHost;
  if (coding !== undefined) {
    if (coding.toLowerCase() !== 'chunked' || length !== undefined || httpVersion === '1.0')
      return REFUSALS.badFraming;
  }
  if (length !== undefined && !LENGTH.test(length)) return REFUSALS.badFraming;
  if (expect !== undefined && expect.toLowerCase() !== '100-continue') return REFUSALS.expectationFailed;
  return {
    host: host ?? '',
    contentLength: length === undefined ? undefined : Number(length),
    chunked: coding !== undefined,
    expectsContinue: expect !== undefined && httpVersion !== '1.0',
    acceptsTrailers: te !== '' && /(?:^|,)\s*trailers\s*(?:,|$)/iu.test(te),
    trailer: coding === undefined ? undefined : trailer,
    via,
    maxForwards,
    connection,
    asksMore,
    lines: connection === '' ? passed : withoutNominated(passed, connection),
    claims,
    hearsay: connection === '' ? hearsay : withoutNominated(hearsay, connection),
  };
}

const CONTENT_TYPE_LENGTH = 'content-type'.length;
const ASKS_MORE: ReadonlySet<string> = new Set(['upgrade', 'proxy-connection']);
/** Options of `Connection` that name no field, or one that is removed anyway, or the one that frames the body. */
const COMMON_OPTIONS: ReadonlySet<string> = new Set([
  'content-length',
  'keep-alive',
  'close',
  'upgrade',
  'te',
  'http2-settings',
]);

/** Takes out the lines of fields that `Connection` names: they are for this connection only (RFC 9110 §7.6.1). */
export function withoutNominated(lines: string, connection: string): string {
  if (lines === '' || COMMON_OPTIONS.has(connection)) return lines;
  const options = connection.toLowerCase().split(',');
  const nominated = new Set(
    options.map((option) => option.trim()).filter((option) => !COMMON_OPTIONS.has(option)),
  );
  if (nominated.size === 0) return lines;
  const fields = fieldsOf(lines);
  const kept: string[] = [];
  for (let index = 0; index < fields.length; index += 2) {
    const name = fields[index] ?? '';
    if (!nominated.has(name.toLowerCase())) kept.push(name, fields[index + 1] ?? '');
  }
  return linesOf(kept);
}
