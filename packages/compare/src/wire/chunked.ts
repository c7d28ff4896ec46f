import { readFields } from './head.ts';
import type { Field } from '@echo-twins/differences/message';

/** A chunked body, decoded (RFC 9112 section 7.1). */
export interface Chunked {
  readonly body: Buffer;
  readonly trailers: readonly Field[];
  /** Where the message ends; absent while it has not. */
  readonly end?: number;
}

const CRLF = '\r\n';

/** Decodes a chunked body that begins at `start`; what has arrived of it, when its end has not. */
export function readChunked(bytes: Buffer, start: number): Chunked {
  const chunks: Buffer[] = [];
  let at = start;
  for (;;) {
    const lineEnd = bytes.indexOf(CRLF, at, 'latin1');
    if (lineEnd === -1) break;
    const size = Number.parseInt(bytes.toString('latin1', at, lineEnd), 16);
    const data = lineEnd + CRLF.length;
    if (!Number.isInteger(size)) break;
    if (size === 0) return readTrailers(bytes, data, Buffer.concat(chunks));
    chunks.push(bytes.subarray(data, data + size));
    at = data + size + CRLF.length;
    if (at > bytes.length) break;
  }
  return { body: Buffer.concat(chunks), trailers: [] };
}

function readTrailers(bytes: Buffer, start: number, body: Buffer): Chunked {
  const lines: string[] = [];
  let at = start;
  for (;;) {
    const lineEnd = bytes.indexOf(CRLF, at, 'latin1');
    if (lineEnd === -1) return { body, trailers: readFields(lines) };
    const line = bytes.toString('latin1', at, lineEnd);
    at = lineEnd + CRLF.length;
    if (line === '') return { body, trailers: readFields(lines), end: at };
    lines.push(line);
  }
}
