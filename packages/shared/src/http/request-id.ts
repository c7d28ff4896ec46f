import { randomUUID } from 'node:crypto';

/** The header that carries a request's id, in and out. */
export const REQUEST_ID = 'x-request-id';

const SAFE = /^[\w.-]{1,128}$/u;

/** The caller's request id when it is a short safe token, else a new one: nothing else may reach a log or a header. */
export function requestId(given: string | readonly string[] | undefined): string {
  return typeof given === 'string' && SAFE.test(given) ? given : randomUUID();
}
