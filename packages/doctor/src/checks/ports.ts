import { createServer } from 'node:net';
import type { DoctorConfig } from '../environment.ts';
import { type Finding, ok, problem } from '../finding.ts';
import { type Holder, holderOf } from '../port-holder.ts';

/** A port that one of the ways to start takes. */
interface Wanted {
  readonly port: number;
  readonly variable: string;
  readonly start: 'npm start' | 'docker compose up -d';
}

/** Whether the ports are free that `npm start` and compose take, and who has those that are not. */
export async function checkPorts(config: DoctorConfig, withCompose: boolean): Promise<Finding[]> {
  const wanted: Wanted[] = [
    { port: config.GATEWAY_PORT ?? config.PORT, variable: 'GATEWAY_PORT', start: 'npm start' },
    { port: config.EXPRESS_PORT, variable: 'EXPRESS_PORT', start: 'npm start' },
    { port: config.FASTIFY_PORT, variable: 'FASTIFY_PORT', start: 'npm start' },
    { port: config.ADMIN_PORT, variable: 'ADMIN_PORT', start: 'npm start' },
  ];
  if (withCompose && config.GATEWAY_PORT === undefined)
    wanted.push({ port: 80, variable: 'GATEWAY_PORT', start: 'docker compose up -d' });
  return Promise.all(wanted.map(checkPort));
}

async function checkPort({ port, variable, start }: Wanted): Promise<Finding> {
  const subject = `port ${port}`;
  if (await isFree(port)) return ok(subject, `is free, for ${variable} of ${start}`);
  if (await isOurs(port)) return ok(subject, `is where ${variable} of ${start} puts it, and already answers`);
  const holder: Holder | undefined = await holderOf(port);
  const other = `${variable}=${await freePort()} ${start}`;
  return problem(
    subject,
    `is taken by ${holder?.name ?? 'a program of another user'}, and ${variable} of ${start} needs it`,
    holder ? `${other}   # or ${holder.stop}` : other,
  );
}

/** As the services listen: a port that is taken on any address is taken. Privilege is the engine's, which publishes port 80. */
async function isFree(port: number): Promise<boolean> {
  // One after the other: they would be in each other's way.
  for (const host of ['0.0.0.0', '127.0.0.1', '::'])
    if ((await listenAt(port, host)) === 'EADDRINUSE') return false;
  return true;
}

async function freePort(): Promise<number> {
  for (let port = 9000; port < 65_535; port += 1) if (await isFree(port)) return port;
  return 0;
}

/** The code of the error that listening ends with, if any. */
function listenAt(port: number, host: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.on('error', (error: NodeJS.ErrnoException) => resolve(error.code));
    server.listen({ port, host, ipv6Only: host === '::' }, () => server.close(() => resolve(undefined)));
  });
}

/** What one of the three services says of itself at `/`, or the gateway's admin listener at `/livez`. */
async function isOurs(port: number): Promise<boolean> {
  for (const [path, sign] of [
    ['/', /API Gateway|(?:Express|Fastify) Echo API/u],
    ['/livez', /"status":\s*"alive"/u],
  ] as const) {
    try {
      const signal = AbortSignal.timeout(5000);
      const answer = await fetch(`http://127.0.0.1:${port}${path}`, { signal });
      if (sign.test(await answer.text())) return true;
    } catch {
      // Whoever listens there does not speak HTTP.
    }
  }
  return false;
}
