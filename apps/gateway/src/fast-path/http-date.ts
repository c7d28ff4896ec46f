let second = 0;
let text = '';

/** The time for a `Date` field (RFC 9110 §5.6.7); many answers share a second. */
export function httpDate(): string {
  const now = Math.floor(Date.now() / 1000);
  if (now !== second) {
    second = now;
    text = new Date(now * 1000).toUTCString();
  }
  return text;
}
