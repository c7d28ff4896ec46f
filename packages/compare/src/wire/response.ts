import { readChunked } from './chunked.ts';
import { type Head, readHead } from './head.ts';
import { type Framing, type Message, valuesOf } from '@echo-twins/differences/message';

/** A response read from the start of a buffer. */
export interface Reading {
  readonly message: Message;
  /** How many bytes it takes; what is known of it so far, when it is not complete. */
  readonly length: number;
}

/** What the reader has to know besides the bytes. */
export interface Circumstance {
  /** The method of the request that is answered: a HEAD has no body in its answer (RFC 9112 section 6.3). */
  readonly method: string;
  /** Whether the server has sent its FIN, which ends a body without a length. */
  readonly ended: boolean;
}

/**
 * Reads one response by its framing (RFC 9112 section 6.3), so that nobody has to wait for silence to know its end.
 *
 * @returns `incomplete` while the head has not arrived, `garbage` when it is not HTTP/1
 */
export function readResponse(bytes: Buffer, circumstance: Circumstance): Reading | 'incomplete' | 'garbage' {
  const head = readHead(bytes);
  if (typeof head === 'string') return head;
  const { version, status, reason, fields, end } = head;
  const framing = framingOf(head, circumstance.method);
  const start = { version, status, reason, fields, framing };
  const empty = { body: Buffer.alloc(0), trailers: [] };
  if (framing === 'none') return { message: { ...start, ...empty, complete: true }, length: end };
  if (framing === 'chunked') {
    const { body, trailers, end: last } = readChunked(bytes, end);
    return {
      message: { ...start, body, trailers, complete: last !== undefined },
      length: last ?? bytes.length,
    };
  }
  if (framing === 'length') {
    const length = end + Number(valuesOf(fields, 'content-length')[0]);
    const body = bytes.subarray(end, length);
    const complete = bytes.length >= length;
    return { message: { ...start, ...empty, body, complete }, length };
  }
  const body = bytes.subarray(end);
  return { message: { ...start, ...empty, body, complete: circumstance.ended }, length: bytes.length };
}

function framingOf({ status, fields }: Head, method: string): Framing {
  if (method === 'HEAD' || status < 200 || status === 204 || status === 304) return 'none';
  if (method === 'CONNECT' && status < 300) return 'close';
  const codings = valuesOf(fields, 'transfer-encoding').join(',').toLowerCase();
  if (codings.trim().endsWith('chunked')) return 'chunked';
  if (codings !== '') return 'close';
  return /^\d+$/u.test(valuesOf(fields, 'content-length')[0] ?? '') ? 'length' : 'close';
}
