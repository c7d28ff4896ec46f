import type { Endpoint } from '../../wire/endpoint.ts';

/** A request that is sent over and over. */
export interface Workload {
  /** As options and tables name it. */
  readonly name: string;
  readonly method: 'GET' | 'POST';
  readonly path: string;
  /** The content of a JSON request; none for a GET. */
  readonly body?: string;
  /** The status that makes sense of it. */
  readonly status: number;
  /** What the answer has to hold, so that it is known to be about this request. */
  readonly holds?: string;
  /** Left out without a word where it is not answered: not every service has it. */
  readonly optional?: boolean;
}

/**
 * The bytes of a workload's request.
 *
 * @param prefix what stands before its path, for a service that is reached through another
 */
export function requestBytes(
  { method, path, body }: Workload,
  { host, port }: Endpoint,
  prefix = '',
): Buffer {
  const content = body === undefined ? undefined : Buffer.from(body);
  const fields = [
    `Host: ${host}:${port}`,
    ...(content ? ['Content-Type: application/json', `Content-Length: ${content.length}`] : []),
  ];
  const head = Buffer.from(`${method} ${prefix}${path} HTTP/1.1\r\n${fields.join('\r\n')}\r\n\r\n`);
  return content ? Buffer.concat([head, content]) : head;
}
