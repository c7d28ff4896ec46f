import { isForbiddenInTrailers } from '../proxy/fields.ts';

/** A request as it is to be sent. */
export interface WireRequest {
  readonly method: string;
  readonly path: string;
  /** The field lines, each valid, with what frames the body. */
  readonly lines: string;
}

/**
 * A request's head as text, each character a byte. Nothing is checked here: method, path and fields come out of Node's own
 * parser, which lets no line end and no control through, or out of the gateway's tables.
 *
 * @param chunked whether the body goes in chunks
 */
export function requestText({ method, path, lines }: WireRequest, chunked: boolean): string {
  const coding = chunked ? 'transfer-encoding: chunked\r\n' : '';
  const connection = closesAfter(method) ? 'close' : 'keep-alive';
  return `${method} ${path} HTTP/1.1\r\n${lines}${coding}connection: ${connection}\r\n\r\n`;
}

const VALUE = /^[\t -~\u0080-\u00FF]*$/u;

/** What ends a body in chunks, with the trailers that may be there (RFC 9110 §6.5.1), `[name, value, …]`. */
export function lastChunkText(trailers: readonly string[]): string {
  let text = '0\r\n';
  for (let index = 0; index < trailers.length; index += 2) {
    const name = trailers[index] ?? '';
    const value = trailers[index + 1] ?? '';
    if (VALUE.test(value) && !isForbiddenInTrailers(name)) text += `${name}: ${value}\r\n`;
  }
  return `${text}\r\n`;
}

/** Some servers send a body with the answer to HEAD, which would be taken for the next answer. */
export function closesAfter(method: string): boolean {
  return method === 'HEAD';
}
