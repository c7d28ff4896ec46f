import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Child, Fleet } from './child.ts';
import { freePort } from './free-port.ts';
import { type Instance, type Lane, LaneError } from './lane.ts';
import { isListening } from './listening.ts';
import { REPOSITORY_ROOT } from './package-root.ts';

/** The twins: the echo services of this repository. */
export const TWINS = ['express-echo', 'fastify-echo'] as const;
export type Twin = (typeof TWINS)[number];

/** The profiles of the twins. */
export const TWIN_PROFILES = ['native', 'aligned'] as const;
type TwinProfile = (typeof TWIN_PROFILES)[number];

const START_MS = 20_000;

/** One of this repository's services, built and with the variables it is started with. */
interface Service {
  readonly app: string;
  readonly env: Readonly<Record<string, string>>;
}

/** Starts one of this repository's services as a process of its own; it is asked over HTTP and never imported. */
export async function startService(fleet: Fleet, { app, env }: Service): Promise<Instance> {
  const file = join(REPOSITORY_ROOT, 'apps', app, 'dist', 'main.js');
  if (!existsSync(file)) throw new LaneError(`lane ${app} is not built: run npm run build`);
  const endpoint = { host: '127.0.0.1', port: await freePort() };
  const variables = { HOST: endpoint.host, PORT: String(endpoint.port), LOG_LEVEL: 'fatal', ...env };
  const child = fleet.start({ name: app, file, env: variables });
  await child.ready(async () => ((await isListening(endpoint)) ? true : undefined), START_MS);
  return instanceOf(child, endpoint);
}

function instanceOf(child: Child, endpoint: Instance['endpoint']): Instance {
  return {
    endpoint,
    process: { exited: child.exited, signal: (name) => child.signal(name) },
    ended: () => child.exit,
    complaint: () => child.complaint,
    stop: () => child.stop(),
  };
}

interface TwinOptions {
  readonly fleet: Fleet;
  readonly profile: TwinProfile;
  /** Variables beside those every lane has. */
  readonly env?: Readonly<Record<string, string>>;
}

/** A lane for one of the twins. */
export function twinLane(app: Twin, { fleet, profile, env }: TwinOptions): Lane {
  return {
    name: app,
    version: 'of this repository',
    profile,
    routes: 'contract',
    owned: true,
    start: () => startService(fleet, { app, env: { ECHO_PROFILE: profile, ...env } }),
  };
}
