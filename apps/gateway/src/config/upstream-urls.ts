import * as z from 'zod';

/** Where a pool's replicas are: every address that `hostname` resolves to, on one port. */
export interface UpstreamUrl {
  /** A name or an address; an IPv6 address without brackets. */
  readonly hostname: string;
  readonly port: number;
}

const ACCEPTED = 'http://HOST:PORT, or several of them separated by commas';

/** Reads `http://name:8080` or `http://10.0.0.1:80,http://10.0.0.2:80`; undefined when one of them cannot be used. */
function parseUpstreamUrls(text: string): readonly UpstreamUrl[] | undefined {
  const urls = text.split(',').map((part) => parseOne(part.trim()));
  return urls.every((url) => url !== undefined) ? urls : undefined;
}

function parseOne(text: string): UpstreamUrl | undefined {
  if (!URL.canParse(text)) return undefined;
  const { protocol, hostname, port, pathname, search, hash, username, password } = new URL(text);
  if (protocol !== 'http:' || hostname === '') return undefined;
  if (pathname !== '/' || search !== '' || hash !== '' || username !== '' || password !== '')
    return undefined;
  return { hostname: hostname.replace(/^\[|\]$/gu, ''), port: port === '' ? 80 : Number(port) };
}

/** The text that {@link parseUpstreamUrls} reads. */
export function formatUpstreamUrls(urls: readonly UpstreamUrl[]): string {
  return urls.map(({ hostname, port }) => `http://${authority(hostname, port)}`).join(',');
}

/** `host:port`, with an IPv6 address in brackets (RFC 3986 §3.2.2). */
export function authority(hostname: string, port: number): string {
  return hostname.includes(':') ? `[${hostname}]:${port}` : `${hostname}:${port}`;
}

/** A list of upstream URLs, as text. */
export const upstreamUrls = () =>
  z
    .string()
    .transform((value, context) => {
      const urls = parseUpstreamUrls(value);
      if (urls) return urls;
      context.addIssue({ code: 'custom', message: ACCEPTED });
      return z.NEVER;
    })
    .meta({ accepted: ACCEPTED });
