import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { authority, type UpstreamUrl } from '../config/upstream-urls.ts';
import type { Address } from './replica.ts';

/** All addresses of a host name; rejects when it has none. */
export type Resolve = (hostname: string) => Promise<readonly string[]>;

/** The system's resolver: hosts file, search domains and all; every A and AAAA record. */
export const systemResolve: Resolve = async (hostname) => {
  const found = await lookup(hostname, { all: true });
  return found.map(({ address }) => address);
};

/** What the name server says of an address: it has it now; it does not answer; it has said for a while that there is none. */
type Listing = 'named' | 'unanswered' | 'absent';

/** An address, and what is known of it now. */
export interface Found extends Address {
  readonly listing: Listing;
}

/** So many times in a row a name has to have no address: at a restart name servers say so for a moment. */
const ABSENCES = 3;
/** What says that a name has no address, as opposed to a name server that cannot say. */
const NO_SUCH_NAME: ReadonlySet<string> = new Set(['ENOTFOUND', 'ENODATA']);

/**
 * Where a pool's replicas are now. A name that cannot be resolved, or that has no address, keeps what it had; how sure that
 * is, each address says.
 */
export class Discovery {
  readonly #urls: readonly UpstreamUrl[];
  readonly #resolve: Resolve;
  readonly #known = new Map<UpstreamUrl, readonly string[]>();
  readonly #absences = new Map<UpstreamUrl, number>();

  constructor(urls: readonly UpstreamUrl[], resolve: Resolve) {
    this.#urls = urls;
    this.#resolve = resolve;
  }

  /** Looks again; answers the addresses in a fixed order, each once, and the names that could not be resolved. */
  async look(): Promise<{ addresses: readonly Found[]; failed: readonly string[] }> {
    const failed = new Set<UpstreamUrl>();
    await Promise.all(this.#urls.map(async (url) => (await this.#ask(url)) || failed.add(url)));
    const found = new Map<string, Found>();
    for (const url of this.#urls) {
      const absent = (this.#absences.get(url) ?? 0) >= ABSENCES;
      const listing = failed.has(url) ? (absent ? 'absent' : 'unanswered') : 'named';
      for (const host of this.#known.get(url) ?? []) {
        const id = authority(host, url.port);
        if (listing === 'named' || !found.has(id)) {
          found.set(id, { host, port: url.port, weight: url.weight, listing });
        }
      }
    }
    return { addresses: [...found.values()], failed: [...failed].map(({ hostname }) => hostname) };
  }

  /** Whether the name has addresses now. */
  async #ask(url: UpstreamUrl): Promise<boolean> {
    const { hosts, sure } = isIP(url.hostname)
      ? { hosts: [url.hostname], sure: true }
      : await this.#hosts(url.hostname);
    if (hosts.length > 0) {
      this.#known.set(url, hosts);
      this.#absences.delete(url);
    } else if (sure) this.#absences.set(url, (this.#absences.get(url) ?? 0) + 1);
    else this.#absences.delete(url);
    return hosts.length > 0;
  }

  async #hosts(hostname: string): Promise<{ hosts: readonly string[]; sure: boolean }> {
    try {
      return { hosts: (await this.#resolve(hostname)).toSorted(), sure: true };
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : '';
      return { hosts: [], sure: NO_SUCH_NAME.has(code) };
    }
  }
}
