import { spawnSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ServerCommand } from '../../processes/server.ts';
import type { Finding } from '../finding.ts';
import { Gateway } from '../gateway.ts';
import { NameServer, type Zone } from '../name-server.ts';
import { HOSTS } from '../replica.ts';
import type { Scenario } from '../scenario.ts';
import type { Stage } from '../stage.ts';
import { Traffic } from '../traffic.ts';
import { noneFailed } from './failures.ts';

/** Where the name server is. */
const SERVER = '127.0.0.10';
/** A mount namespace of its own, in which the resolver's configuration can be replaced. */
const NAMESPACE = ['--map-root-user', '--mount'];
const WELL = 1500;

interface Trouble {
  readonly zone: Zone;
  readonly milliseconds: number;
}

/** A program whose system resolver asks our name server. */
function resolving({ command, args, ...rest }: ServerCommand, file: string): ServerCommand {
  const script = 'mount --bind "$0" /etc/resolv.conf && exec "$@"';
  return { ...rest, command: 'unshare', args: [...NAMESPACE, 'sh', '-c', script, file, command, ...args] };
}

async function run(stage: Stage, troubles: readonly Trouble[]): Promise<Finding[]> {
  const replicas = await stage.replicas();
  const { port } = new URL(replicas[0]?.url ?? '');
  const names = await NameServer.start(SERVER, HOSTS);
  try {
    const resolver = stage.write('resolv.conf', `nameserver ${SERVER}\noptions timeout:2 attempts:2\n`);
    const file = stage.configure('gateway.yaml', { upstream: `http://twin.test:${port}` });
    const { children, node } = stage;
    const wrap = (command: ServerCommand): ServerCommand => resolving(command, resolver);
    const { url } = await Gateway.start({ children, node, file, wrap });
    const tally = await Traffic.during({ url, rate: 200 }, async () => {
      for (const { zone, milliseconds } of troubles) {
        names.zone = HOSTS;
        await sleep(WELL);
        names.zone = zone;
        await sleep(milliseconds);
      }
      names.zone = HOSTS;
      await sleep(WELL);
    });
    return [noneFailed(tally)];
  } finally {
    names.stop();
  }
}

function obstacle(): string | undefined {
  const { status } = spawnSync('unshare', [...NAMESPACE, 'true'], { stdio: 'ignore' });
  if (status !== 0) return 'no mount namespace can be made (unshare)';
  return process.getuid?.() === 0 ? undefined : 'port 53 is for root';
}

/** A name server that cannot say, and then says nothing, for 30 s altogether. */
export const DNS_FAILS: Scenario = {
  name: 'dns-fails',
  purpose: 'the name server answers SERVFAIL for 15 s, and nothing for 15 s',
  obstacle,
  run: (stage) =>
    run(stage, [
      { zone: 'failing', milliseconds: 15_000 },
      { zone: 'silent', milliseconds: 15_000 },
    ]),
};

/** A name server that says that there is nobody. */
export const DNS_EMPTY: Scenario = {
  name: 'dns-empty',
  purpose: 'the name server answers with no address for 10 s',
  obstacle,
  run: (stage) => run(stage, [{ zone: [], milliseconds: 10_000 }]),
};
