import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { app } from '../lanes/node-server.ts';
import { questioned } from '../lanes/probed.ts';
import type { Children } from '../processes/children.ts';
import { freePort } from '../processes/free-port.ts';
import { type RunningServer, type ServerCommand, startServer } from '../processes/server.ts';
import * as z from 'zod';
import { readSample } from './sample.ts';

/** The path that a measured gateway answers by itself. */
export const LISTING = '/gateway';
/** Where it says how it is. */
export const HEALTH = '/gateway-health';

/** A pool and a route to it, as the gateway's configuration has them; what is left out has the gateway's default. */
export interface Setup {
  readonly upstream: string;
  readonly pool?: Readonly<Record<string, unknown>>;
  readonly route?: Readonly<Record<string, unknown>>;
  readonly limits?: Readonly<Record<string, unknown>>;
}

/** A configuration file with one pool, to which every path leads. JSON is YAML. */
export function configuration({ upstream, pool, route, limits = {} }: Setup): string {
  return JSON.stringify({
    pools: { twin: { upstream, ...pool } },
    routes: [{ prefix: '/', pool: 'twin', ...route }],
    listing: LISTING,
    health: HEALTH,
    limits,
  });
}

const Answer = z.object({ listeners: z.number() });

/** How a gateway is started. */
export interface GatewayOptions {
  readonly children: Children;
  readonly node: string;
  /** Its configuration file. */
  readonly file: string;
  readonly host?: string;
  /** Changes the command line on its way. */
  readonly wrap?: (command: ServerCommand) => ServerCommand;
}

/** The gateway: a process of its own. */
export class Gateway {
  readonly url: string;
  readonly port: number;
  readonly #server: RunningServer;
  readonly #admin: string;

  private constructor(server: RunningServer, admin: string) {
    this.url = server.url;
    this.port = Number(new URL(server.url).port);
    this.#server = server;
    this.#admin = admin;
  }

  /** Starts it and waits until it answers. */
  static async start({ children, node, file, host = '127.0.0.1', wrap }: GatewayOptions): Promise<Gateway> {
    const [port, admin] = [await freePort(), await freePort()];
    const env = { HOST: host, PORT: String(port), ADMIN_PORT: String(admin), GATEWAY_CONFIG: file };
    const command = {
      ...app(node, 'gateway', env),
      url: `http://${host}:${port}`,
      ready: LISTING,
    };
    const server = await startServer(children, wrap?.(command) ?? command);
    return new Gateway(server, `http://127.0.0.1:${admin}`);
  }

  /** Resident memory, in bytes. */
  get memory(): number {
    return this.#server.usage().memory;
  }

  /** Open file descriptors. */
  get descriptors(): number {
    return readdirSync(`/proc/${this.#server.child.pid}/fd`).length;
  }

  /** What it has written on stderr. */
  get complaint(): string {
    return this.#server.complaint();
  }

  /** The sum of a metric's values whose labels contain a text. */
  async metric(name: string, label = ''): Promise<number> {
    const response = await fetch(`${this.#admin}/metrics`);
    return readSample(await response.text(), name, label);
  }

  /** How many listeners the socket with most of them has; for one with a probe in it. */
  async listeners(): Promise<number> {
    return Answer.parse(await questioned(this.#server.child)).listeners;
  }

  signal(signal: NodeJS.Signals): void {
    this.#server.child.kill(signal);
  }

  /** The exit code, once it has ended by itself; null when by a signal. */
  async exit(): Promise<number | null> {
    const { child } = this.#server;
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    return child.exitCode;
  }
}
