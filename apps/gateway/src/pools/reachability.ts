/** Errors that say that there is nobody to connect to; that a connection did not last is something else. */
const NOBODY_THERE: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'EHOSTDOWN',
  'ENETUNREACH',
  'ENETDOWN',
  'ETIMEDOUT',
  'CONNECT_TIMEOUT',
]);

/** Whether an error's code says that nobody is there. */
export function saysNobodyThere(code: string): boolean {
  return NOBODY_THERE.has(code);
}
