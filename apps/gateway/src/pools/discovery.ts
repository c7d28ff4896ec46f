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

/**
 * Where a pool's replicas are now. A name that cannot be resolved, or that has no address, keeps what it had: the name
 * server being away says nothing about the replicas.
 */
export class Discovery {
  readonly #urls: readonly UpstreamUrl[];
  readonly #resolve: Resolve;
  readonly #known = new Map<UpstreamUrl, readonly string[]>();

  constructor(urls: readonly UpstreamUrl[], resolve: Resolve) {
    this.#urls = urls;
    this.#resolve = resolve;
  }

  /** Looks again; answers the addresses in a fixed order, each once, and the names that could not be resolved. */
  async look(): Promise<{ addresses: readonly Address[]; failed: readonly string[] }> {
    const failed: string[] = [];
    await Promise.all(
      this.#urls.map(async (url) => {
        const hosts = isIP(url.hostname) ? [url.hostname] : await this.#hosts(url.hostname);
        if (hosts.length > 0) this.#known.set(url, hosts);
        else failed.push(url.hostname);
      }),
    );
    const found = new Map<string, Address>();
    for (const url of this.#urls) {
      for (const host of this.#known.get(url) ?? [])
        found.set(authority(host, url.port), { host, port: url.port });
    }
    return { addresses: [...found.values()], failed };
  }

  async #hosts(hostname: string): Promise<readonly string[]> {
    try {
      return (await this.#resolve(hostname)).toSorted();
    } catch {
      return [];
    }
  }
}
