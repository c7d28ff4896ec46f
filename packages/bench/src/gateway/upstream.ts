import { own } from '../lanes/node-server.ts';
import { CORES } from '../machine/cores.ts';
import { withFolder } from '../peers/peer.ts';
import { freePort } from '../processes/free-port.ts';
import { startServer } from '../processes/server.ts';
import type { Bench } from '../rounds/plan.ts';
import type { GatewaySite } from './lanes.ts';

/** Does some work with an upstream running on the core of the load, and a folder to write into. */
export function withUpstream<T>(
  { children }: Bench,
  node: string,
  work: (site: GatewaySite) => Promise<T>,
): Promise<T> {
  return withFolder(async (folder) => {
    const port = await freePort();
    const upstream = await startServer(
      children,
      { ...own(node, 'upstream', port), ready: '/bench' },
      CORES.load,
    );
    try {
      return await work({ node, upstream: port, folder });
    } finally {
      await upstream.end();
    }
  });
}
