/** Where a listener is reached from this machine, when it listens on every address. */
const WILDCARDS: Readonly<Record<string, string>> = { '0.0.0.0': '127.0.0.1', '::': '::1' };
const LOOPBACK: ReadonlySet<string> = new Set(['127.0.0.1', '::1']);

/** The origin of what listens on `host`, as a program on this machine uses it. */
export function originOf(host: string, port: number): string {
  const address = WILDCARDS[host] ?? host;
  return `http://${address.includes(':') ? `[${address}]` : address}:${port}`;
}

/** The same, as a person types it. */
export function typedOrigin(host: string, port: number): string {
  return LOOPBACK.has(WILDCARDS[host] ?? host) ? `http://localhost:${port}` : originOf(host, port);
}
