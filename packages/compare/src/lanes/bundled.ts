import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import * as z from 'zod';
import type { Child, Fleet } from './child.ts';
import type { Instance, Lane } from './lane.ts';
import { PACKAGE_ROOT } from './package-root.ts';

/** The lanes whose apps are part of this package. */
export const BUNDLED = ['express', 'fastify', 'node'] as const;
export type Bundled = (typeof BUNDLED)[number];

/** The profiles of those lanes, and the environment each means. */
export const PROFILES = { defaults: {}, production: { NODE_ENV: 'production' } } as const;
export type Profile = keyof typeof PROFILES;

const START_MS = 20_000;
const Announcement = z.object({ port: z.int() });
const Manifest = z.object({ version: z.string() });

/** Where a bundled lane's app and its framework are; another folder than this package for another version. */
export interface BundledOptions {
  readonly fleet: Fleet;
  readonly profile: Profile;
  readonly folder?: string;
  /** The app, when it is not the one called like the lane. */
  readonly app?: string;
}

/** A lane whose app is part of this package, as a process of its own: a probe may crash it. */
export function bundledLane(name: Bundled, options: BundledOptions): Lane {
  const { fleet, profile, folder = PACKAGE_ROOT, app = name } = options;
  const file = join(folder, 'dist', 'apps', app, 'main.js');
  return {
    name,
    version: name === 'node' ? process.version.slice(1) : installedVersion(name, folder),
    profile,
    routes: 'lane',
    owned: true,
    start: () => startProgram(fleet.start({ name, file, env: PROFILES[profile] })),
  };
}

/** Waits until a lane's app has announced its port; the process becomes an instance. */
export async function startProgram(child: Child): Promise<Instance> {
  const port = await child.ready(async (stdout) => announcedPort(stdout), START_MS);
  return {
    endpoint: { host: '127.0.0.1', port },
    process: { exited: child.exited, signal: (signal) => child.signal(signal) },
    ended: () => child.exit,
    complaint: () => child.complaint,
    stop: () => child.stop(),
  };
}

function announcedPort(stdout: string): number | undefined {
  const end = stdout.indexOf('\n');
  return end === -1 ? undefined : Announcement.parse(JSON.parse(stdout.slice(0, end))).port;
}

function installedVersion(framework: string, folder: string): string {
  const require = createRequire(join(folder, 'package.json'));
  return Manifest.parse(JSON.parse(readFileSync(require.resolve(`${framework}/package.json`), 'utf8')))
    .version;
}
