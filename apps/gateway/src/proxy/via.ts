/** What the gateway calls itself in `Via` (RFC 9110 §7.6.3). */
const PSEUDONYM = 'echo-gateway';
/** A request that has been here more often runs in circles. */
const MOST_VISITS = 4;

/** The `Via` to send on. */
export function appendVia(via: string | undefined, httpVersion: string): string {
  return via === undefined ? `${httpVersion} ${PSEUDONYM}` : `${via}, ${httpVersion} ${PSEUDONYM}`;
}

/** Whether a request comes back to this gateway again and again. */
export function isLoop(via: string | undefined): boolean {
  return via !== undefined && via.split(PSEUDONYM).length - 1 > MOST_VISITS;
}
