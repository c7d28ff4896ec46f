import {
  bodies,
  contentTypes,
  encodings,
  fields,
  hosts,
  lengths,
  requestLines,
  targets,
} from './variations.ts';

/** A probe as a recording has it: an id and bytes. */
export interface Variant {
  readonly id: string;
  readonly parts: readonly object[];
}

const HOST = 'Host: a.test\r\n';
const NEXT = `GET /health HTTP/1.1\r\n${HOST}\r\n`;
const METHODS = 'GET HEAD POST PUT PATCH DELETE OPTIONS QUERY PROPFIND PURGE M-SEARCH TRACE'.split(' ');

/** Requests that vary one thing at a time, most with another request behind them on the same connection. */
export function variants(): Variant[] {
  return [
    ...each('target', targets, (target) => [line('GET', target)]),
    ...each('post', targets, (target) => [posted('{"message":"x"}', '', target), NEXT]),
    ...each('method', METHODS, (method) => [line(method, '/health'), NEXT]),
    ...each('echo', METHODS, (method) => [line(method, '/echo'), NEXT]),
    ...each('nowhere', METHODS, (method) => [line(method, '/nope'), NEXT]),
    ...each('body', bodies, (body) => [posted(body), NEXT]),
    ...each('chunked', bodies, (body) => [chunked(body), NEXT]),
    ...each('type', contentTypes, (type) => [typed(type), NEXT]),
    ...each('encoding', encodings, (coding) => [
      posted('{"message":"x"}', `Content-Encoding: ${coding}\r\n`),
    ]),
    ...each('length', lengths, (length) => [typed('application/json', length)]),
    ...each('field', fields, (field) => [line('GET', '/health', field), NEXT]),
    ...each('field-of-post', fields, (field) => [posted('{"message":"x"}', field), NEXT]),
    ...each('line', requestLines, (text) => [`${text}\r\n${HOST}\r\n`, NEXT]),
    ...each('host', hosts, (host) => [`GET /health HTTP/1.1\r\n${host}\r\n`, NEXT]),
    ...sequences(),
  ];
}

/** What depends on when the bytes come, and on what came before. */
function sequences(): Variant[] {
  const whole = posted('{"message":"hello"}');
  const [start, end] = [whole.slice(0, -5), whole.slice(-5)];
  const refused = [posted('{"message":'), typed('text/xml'), line('GET', '/nope'), line('DELETE', '/echo')];
  return [
    ...each('behind', refused, (text) => [text, { wait: 20 }, NEXT]),
    ...each('piped', refused, (text) => [text + text + NEXT]),
    ...each('garbage', ['\0\0\0', 'BAD\r\n\r\n', '\r\n\r\n'], (text) => [NEXT + text]),
    ...each('split', [1, 20, start.length - 1], (at) => [
      start.slice(0, at),
      { wait: 20 },
      start.slice(at) + end,
    ]),
    ...each('half-closed', [start, whole, NEXT, 'GET /hea', ''], (text) => [
      text,
      { wait: 10 },
      { fin: true },
    ]),
    ...each('reset', [start, whole], (text) => [text, { wait: 10 }, { reset: true }]),
  ];
}

function each<T>(
  id: string,
  values: readonly T[],
  partsOf: (value: T) => readonly (string | object)[],
): Variant[] {
  return values.map((value, index) => ({
    id: `${id}-${index}`,
    parts: partsOf(value).map((part) => (typeof part === 'string' ? { latin1: part } : part)),
  }));
}

function line(method: string, target: string, more = ''): string {
  return `${method} ${target} HTTP/1.1\r\n${HOST}${more}\r\n`;
}

function posted(body: string, more = '', target = '/echo'): string {
  const framing = `Content-Type: application/json\r\nContent-Length: ${body.length}\r\n`;
  return `${line('POST', target, framing + more)}${body}`;
}

function typed(type: string, length = '15'): string {
  const framing = `Content-Type: ${type}\r\nContent-Length: ${length}\r\n`;
  return `${line('POST', '/echo', framing)}{"message":"x"}`;
}

function chunked(body: string): string {
  const framing = 'Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n';
  const [head, tail] = [body.slice(0, 3), body.slice(3)];
  const chunks = [head, tail].filter(Boolean).map((text) => `${text.length.toString(16)}\r\n${text}\r\n`);
  return `${line('POST', '/echo', framing)}${chunks.join('')}0\r\n\r\n`;
}
