import type { HttpProblem } from './problem.ts';
import {
  CONTENT_TOO_LARGE,
  FIELDS_TOO_LARGE,
  MALFORMED_REQUEST,
  METHOD_UNKNOWN,
  REQUEST_TIMEOUT,
  VERSION_UNKNOWN,
} from './problems.ts';

/** An error of Node's HTTP parser, as the event `clientError` brings it. */
export interface ParserError extends Error {
  readonly code?: string;
  readonly reason?: string;
  /** What it was given last, and how far it came in that. */
  readonly rawPacket?: Buffer;
  readonly bytesParsed?: number;
}

const BY_CODE: ReadonlyMap<string, HttpProblem> = new Map([
  ['ERR_HTTP_REQUEST_TIMEOUT', REQUEST_TIMEOUT],
  ['HPE_HEADER_OVERFLOW', FIELDS_TOO_LARGE],
  ['HPE_CHUNK_EXTENSIONS_OVERFLOW', CONTENT_TOO_LARGE],
]);

/** Where a code of the parser says too little. */
const BY_REASON: ReadonlyMap<string, HttpProblem> = new Map([
  ['Invalid HTTP version', VERSION_UNKNOWN],
  // One of RTSP, which the parser knows.
  ['Invalid method for HTTP/x.x request', METHOD_UNKNOWN],
]);

/** What a method is made of (RFC 9110 §9.1), and the space behind it. One byte decides, so that packets may be cut anywhere. */
const METHOD = /^[\w!#$%&'*+.^`|~ -]/u;

/** What the sender is told; undefined when nobody is left to tell, as after a reset. */
export function problemOfParser(error: ParserError): HttpProblem | undefined {
  const { code = '', reason = '' } = error;
  const known = BY_CODE.get(code) ?? BY_REASON.get(reason);
  if (known !== undefined || !code.startsWith('HPE_')) return known;
  return code === 'HPE_INVALID_METHOD' && isInMethod(error) ? METHOD_UNKNOWN : MALFORMED_REQUEST;
}

function isInMethod({ rawPacket, bytesParsed = 0 }: ParserError): boolean {
  return METHOD.test(rawPacket?.toString('latin1', bytesParsed, bytesParsed + 1) ?? '');
}
