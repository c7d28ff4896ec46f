import { freePort } from '../../processes/free-port.ts';
import { startServer } from '../../processes/server.ts';
import { isInstalled, type Peer, peerCommand } from '../../peers/peer.ts';
import type { Finding } from '../finding.ts';
import type { Scenario } from '../scenario.ts';
import { haproxyBefore, nginxBefore } from '../three-behind.ts';
import { Traffic } from '../traffic.ts';
import { restartInTurns } from './rolling-restart.ts';

const PEERS: readonly (readonly [string, (replicas: readonly string[]) => Peer])[] = [
  ['nginx as it comes', nginxBefore],
  ['HAProxy with health checks', haproxyBefore],
];

/** What others make of the same rolling restart; told for comparison. */
export const ROLLING_RESTART_PEERS: Scenario = {
  name: 'rolling-restart-peers',
  purpose: 'the same rolling restart behind nginx as it comes and HAProxy, where they are installed',
  obstacle: () =>
    PEERS.some(([, before]) => isInstalled(before([])))
      ? undefined
      : 'neither nginx nor haproxy is installed',
  async run(stage): Promise<Finding[]> {
    const findings: Finding[] = [];
    for (const [name, before] of PEERS) {
      const replicas = await stage.twins();
      const peer = before(replicas.map(({ url }) => url.replace('http://', '')));
      if (!isInstalled(peer)) continue;
      const { folder } = stage;
      const command = peerCommand(peer, { port: await freePort(), upstream: 0, folder });
      const { url } = await startServer(stage.children, { ...command, ready: '/health' });
      const { total, failed } = await Traffic.during({ url, rate: 500 }, () => restartInTurns(replicas));
      findings.push({
        name: `${name}: failed of ${total} requests (${failed.length})`,
        value: (failed.length / total) * 100,
        unit: ' %',
      });
    }
    return findings;
  },
};
