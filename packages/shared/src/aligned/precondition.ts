import type { IncomingMessage } from 'node:http';

/**
 * Whether an answer is a 304: `If-None-Match: *` on something that exists (RFC 9110 §13.1.2). There is no other
 * condition to meet: these answers change with every request, and so have neither an entity tag nor a date.
 */
export function isUnchanged(
  { headers, method }: Pick<IncomingMessage, 'headers' | 'method'>,
  status: number,
): boolean {
  return headers['if-none-match'] === '*' && status === 200 && (method === 'GET' || method === 'HEAD');
}
