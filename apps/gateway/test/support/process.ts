import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { onCleanup } from './cleanup.ts';
import { listening } from './listening.ts';
import { until } from './until.ts';

/** The gateway as it is started in production: a process of its own. */
export interface GatewayProcess {
  readonly child: ChildProcess;
  readonly port: number;
  readonly adminPort: number;
  readonly url: string;
  readonly output: () => string;
  readonly errors: () => string;
  /** The exit code, once it has ended. */
  readonly exit: Promise<number | null>;
}

const MAIN = fileURLToPath(new URL('../../dist/main.js', import.meta.url));

/** How it is started. */
export interface Start {
  readonly args?: readonly string[];
  /** How many files it may open; as many as this process otherwise. */
  readonly openFiles?: number;
}

/** Starts the built gateway and does not wait for it. */
export async function spawnGateway(
  env: Record<string, string> = {},
  { args = [], openFiles }: Start = {},
): Promise<GatewayProcess> {
  const [port, adminPort] = [await freePort(), await freePort()];
  const command = [process.execPath, MAIN, ...args];
  const limited = ['sh', '-c', `ulimit -n ${openFiles} && exec "$0" "$@"`, ...command];
  const [file = '', ...rest] = openFiles === undefined ? command : limited;
  const child = spawn(file, rest, {
    env: {
      PATH: process.env['PATH'],
      HOST: '127.0.0.1',
      PORT: String(port),
      ADMIN_PORT: String(adminPort),
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let errors = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  const exit = once(child, 'close').then(() => child.exitCode);
  onCleanup(async () => {
    child.kill('SIGKILL');
    await exit;
  });
  return {
    child,
    port,
    adminPort,
    url: `http://127.0.0.1:${port}`,
    output: () => output,
    errors: () => errors,
    exit,
  };
}

/** Starts the built gateway and waits until it is ready. */
export async function runGateway(
  env: Record<string, string> = {},
  start: Start = {},
): Promise<GatewayProcess> {
  const gateway = await spawnGateway(env, start);
  await until(() => gateway.output().includes('"msg":"ready"'), 20_000);
  return gateway;
}

async function freePort(): Promise<number> {
  const server = await listening(createServer());
  await server.stop();
  return server.port;
}
