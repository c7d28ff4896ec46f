import { REFUSALS, type Refusal } from './proxy/refusals.ts';

/** Why Node's parser gave a connection up. */
export interface ParserError extends Error {
  readonly code?: string;
  /** The bytes it was reading. */
  readonly rawPacket?: Buffer;
  /** How far it came in them. */
  readonly bytesParsed?: number;
}

const FAULTS: Readonly<Record<string, Refusal>> = {
  HPE_CHUNK_EXTENSIONS_OVERFLOW: REFUSALS.bodyTooLarge,
  ERR_HTTP_REQUEST_TIMEOUT: REFUSALS.requestTimeout,
};
/** A request line in order, with a method of any name; empty lines may precede it (RFC 9112 §2.2). */
const REQUEST_LINE = /^[\r\n]*[A-Z][A-Z-]{0,127} \S+ HTTP\/1\.[01]\r\n/u;
/** One whose target alone is more than what Node's parser takes of a head, with an end in sight or not. */
const LONG_LINE = /^[\r\n]*[A-Z][A-Z-]{0,127} (?:[^\n]*$|[^\n]{16384})/u;

/** What is wrong with a request that Node's parser could not read. */
export function faultOf({ code = '', rawPacket, bytesParsed = 0 }: ParserError): Refusal {
  const text = rawPacket?.toString('latin1') ?? '';
  if (code === 'HPE_HEADER_OVERFLOW') {
    return LONG_LINE.test(text) ? REFUSALS.targetTooLong : REFUSALS.headersTooLarge;
  }
  if (code === 'HPE_INVALID_METHOD' && bytesParsed < text.indexOf(' ') && REQUEST_LINE.test(text)) {
    return REFUSALS.notImplemented;
  }
  return FAULTS[code] ?? REFUSALS.badRequest;
}
