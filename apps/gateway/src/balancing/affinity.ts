import type { StickySettings } from '../config/pool-schema.ts';

/** Where a request comes from, as far as it says to whom it belongs. */
export interface Sender {
  /** `[name, value, …]` as they came. */
  readonly rawHeaders: readonly string[];
  readonly clientIp: string;
}

/** What of a request decides which replica it belongs to; undefined when nothing does. */
export function affinityOf(
  { rawHeaders, clientIp }: Sender,
  { by, name }: StickySettings,
): string | undefined {
  if (by === 'client') return clientIp;
  if (by === 'header') return fieldOf(rawHeaders, name);
  const cookies = fieldOf(rawHeaders, 'cookie')?.split(';') ?? [];
  const start = `${name}=`;
  return cookies
    .map((cookie) => cookie.trim())
    .find((cookie) => cookie.startsWith(start))
    ?.slice(start.length);
}

/** The cookie that says which replica a client belongs to. */
export function stickyCookie(name: string, token: string, prefix: string): string {
  return `${name}=${token}; Path=${prefix === '' ? '/' : prefix}; HttpOnly; SameSite=Lax`;
}

function fieldOf(rawHeaders: readonly string[], name: string): string | undefined {
  const wanted = name.toLowerCase();
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const given = rawHeaders[index] ?? '';
    if (given.length === wanted.length && given.toLowerCase() === wanted) return rawHeaders[index + 1];
  }
  return undefined;
}
