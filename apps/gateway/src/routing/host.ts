/** A name, an IPv4 address or an IPv6 address in brackets, with an optional port (RFC 9112 §3.2, RFC 3986 §3.2.2). */
const HOST = /^(?:\[[\da-f:.]{2,45}\]|[\w.-]{1,255})(?::(\d{1,5}))?$/iu;

/** Whether a `Host` can be believed to name one host: no list, user information, path or impossible port. */
export function isHost(text: string): boolean {
  if (text === latest) return true;
  const match = HOST.exec(text);
  const good = match !== null && Number(match[1] ?? 0) <= 65_535;
  if (good) latest = text;
  return good;
}

/** The last one that was good: most requests have the same. */
let latest = '';

/** Whether two name the same: case does not matter, nor does the port that `http` has anyway (RFC 9110 §4.2.3). */
export function sameHost(one: string, other: string): boolean {
  return plain(one) === plain(other);
}

function plain(host: string): string {
  return host.toLowerCase().replace(/:80$/u, '');
}
