import * as z from 'zod';

/** Where a pool's replicas are: every address that `hostname` resolves to, on one port. */
export interface UpstreamUrl {
  /** A name or an address; an IPv6 address without brackets. */
  readonly hostname: string;
  readonly port: number;
  /** How much of the work each of its addresses is to have, compared with the others. */
  readonly weight: number;
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
  return { hostname: hostname.replace(/^\[|\]$/gu, ''), port: port === '' ? 80 : Number(port), weight: 1 };
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

const Weighted = z.strictObject({ url: z.string(), weight: z.int().min(1).max(100_000) });
const WEIGHTED = `${ACCEPTED}; or a list of them, or of { url: …, weight: a whole number from 1 to 100000 }`;

/** The same, or a list whose entries may have a weight. */
export const weightedUpstreamUrls = () =>
  z.unknown().transform((value, context): readonly UpstreamUrl[] => {
    const entries: unknown[] = [value].flat();
    const urls = entries.map(parseEntry);
    if (entries.length > 0 && urls.every((each) => each !== undefined)) return urls.flat();
    context.addIssue({ code: 'custom', message: typeof value === 'string' ? ACCEPTED : WEIGHTED });
    return z.NEVER;
  });

function parseEntry(entry: unknown): readonly UpstreamUrl[] | undefined {
  if (typeof entry === 'string') return parseUpstreamUrls(entry);
  const { data } = Weighted.safeParse(entry);
  return data && parseUpstreamUrls(data.url)?.map((url) => ({ ...url, weight: data.weight }));
}
