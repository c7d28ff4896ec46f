import { isForbiddenInTrailers } from '../proxy/fields.ts';

/** A request as it is to be sent. */
export interface WireRequest {
  readonly method: string;
  readonly path: string;
  /** The field lines, each valid, with what frames the body. */
  readonly lines: string;
  /** The protocol that is asked for in the place of HTTP (RFC 9110 §7.8). */
  readonly upgrade?: 'websocket' | undefined;
}

/**
 * A request's head as text, each character a byte. Nothing is checked here: method, path and fields come out of Node's parser
 * or the fast path's, which let no line end and no control through, or out of the gateway's tables.
 *
 * @param chunked whether the body goes in chunks
 */
export function requestText(request: WireRequest, chunked: boolean): string {
  const { method, path, lines, upgrade } = request;
  const coding = chunked ? 'transfer-encoding: chunked\r\n' : '';
  const persistence = closesAfter(request) ? 'close' : 'keep-alive';
  const connection = upgrade === undefined ? persistence : `Upgrade\r\nupgrade: ${upgrade}`;
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

/**
 * Some servers send a body with the answer to HEAD, which would be taken for the next answer. And programs that are asked for
 * another protocol take the connection away from their server, which then hears no other request on it.
 */
export function closesAfter({ method, upgrade }: Pick<WireRequest, 'method' | 'upgrade'>): boolean {
  return method === 'HEAD' || upgrade !== undefined;
}
