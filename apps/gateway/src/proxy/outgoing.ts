import type { Message } from '../wire/wire.ts';
import type { Passage } from './passage.ts';

/** What a request looks like to a replica: with a `Host`, which a client of HTTP/1.0 does not have to send. */
export function outgoing(
  { request, method, path, lines, bodyLength, crossing }: Passage,
  body: Message['body'],
  replica: string | undefined,
): Message {
  return {
    method,
    path,
    lines: lines.startsWith('host: ') ? lines : `host: ${replica ?? ''}\r\n${lines}`,
    body,
    chunked: bodyLength === undefined,
    disposable: true,
    trailers: bodyLength === undefined ? () => request.rawTrailers : undefined,
    upgrade: crossing && 'websocket',
  };
}
