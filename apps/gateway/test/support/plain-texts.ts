import type { RawClient } from './raw-client.ts';

/** A GET as it is sent, plain. */
export const get = (target: string): string => `GET ${target} HTTP/1.1\r\nHost: a\r\n\r\n`;

/** A POST as it is sent, plain. */
export const post = (target: string, body: string): string =>
  `POST ${target} HTTP/1.1\r\nHost: a\r\nContent-Length: ${body.length}\r\n\r\n${body}`;

/** A GET, plain, that asks for the connection's end. */
export const LAST = 'GET /last HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n';

/** A request that is not plain: its body comes in chunks. */
export const CHUNKED =
  'POST /chunked HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n';

/** The answers that a client has got, each of which stands in angle brackets. */
export const answers = (client: RawClient): string[] => client.received().match(/<[^<>]*>/gu) ?? [];
