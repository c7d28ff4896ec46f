import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Children } from '../processes/children.ts';
import { freePort } from '../processes/free-port.ts';
import { configuration, Gateway, type GatewayOptions, type Setup } from './gateway.ts';
import { HOSTS, Replica, type ReplicaSite } from './replica.ts';

/** What a stage is made with. */
export interface StageOptions {
  readonly children: Children;
  readonly node: string;
  /** Where it may write. */
  readonly folder: string;
  /** How long a soak takes. */
  readonly minutes: number;
  readonly progress: (line: string) => void;
}

/** Where one scenario plays: its replicas, its gateways and its files. */
export class Stage {
  readonly children: Children;
  readonly node: string;
  readonly folder: string;
  readonly minutes: number;
  readonly progress: (line: string) => void;

  constructor({ children, node, folder, minutes, progress }: StageOptions) {
    this.children = children;
    this.node = node;
    this.folder = mkdtempSync(join(folder, 'stage-'));
    this.minutes = minutes;
    this.progress = progress;
  }

  /** Starts replicas that misbehave on demand, on one port. */
  replicas(count: 1 | 2 | 3 = 3): Promise<Replica[]> {
    return this.#start(count, (site, host) => Replica.actor(site, host));
  }

  /** Starts three of the repository's Express twins, on one port. */
  twins(): Promise<Replica[]> {
    return this.#start(HOSTS.length, (site, host) => Replica.twin(site, host));
  }

  /** Starts a gateway whose only pool is these replicas. */
  gateway(
    replicas: readonly Replica[],
    setup: Omit<Setup, 'upstream'> = {},
    options: Pick<GatewayOptions, 'host' | 'wrap'> = {},
  ): Promise<Gateway> {
    const file = this.configure('gateway.yaml', { ...setup, upstream: upstream(replicas) });
    return Gateway.start({ children: this.children, node: this.node, file, ...options });
  }

  /** Writes a configuration file of the gateway; answers where it is. */
  configure(name: string, setup: Setup): string {
    return this.write(name, configuration(setup));
  }

  /** Writes a file; answers where it is. */
  write(name: string, text: string): string {
    const file = join(this.folder, name);
    writeFileSync(file, text);
    return file;
  }

  async #start(count: number, create: (site: ReplicaSite, host: string) => Replica): Promise<Replica[]> {
    const { children, node, folder } = this;
    const site = { children, node, folder, port: await freePort() };
    const replicas = HOSTS.slice(0, count).map((host) => create(site, host));
    await Promise.all(replicas.map((replica) => replica.start()));
    return replicas;
  }
}

/** Replicas as the gateway is told of them. */
export function upstream(replicas: readonly Replica[]): string {
  return replicas.map(({ url }) => url).join(',');
}
