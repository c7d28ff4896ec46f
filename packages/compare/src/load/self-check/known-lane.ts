import { join } from 'node:path';
import * as z from 'zod';
import type { Fleet } from '../../lanes/child.ts';
import { PACKAGE_ROOT } from '../../lanes/package-root.ts';
import type { LoadLane } from '../lanes/load-lane.ts';
import { meterOf } from '../lanes/metered.ts';
import { METER } from '../lanes/local-lane.ts';
import { type Cpus, keptOn } from '../machine/cpus.ts';

const FILE = join(PACKAGE_ROOT, 'dist', 'apps', 'known', 'main.js');
const START_MS = 20_000;
const Announcement = z.object({ port: z.int() });

/** A lane whose figures are known beforehand: it takes, stalls or works as its environment says. */
export function knownLane(
  name: string,
  env: Readonly<Record<string, string>>,
  { fleet, cpus }: { fleet: Fleet; cpus: Cpus | undefined },
): LoadLane {
  const { command, args } = keptOn(cpus?.servers, [process.execPath, '--import', METER.href]);
  const own = fleet.launching({ command, args, channel: true });
  const environment = Object.entries(env).flat().join(' ');
  const node = process.versions.node;
  return {
    facts: { name, version: 'known', profile: 'known', node, environment, logging: 'none', fresh: true },
    prefix: '',
    start: async () => {
      const began = performance.now();
      const child = own.start({ name, file: FILE, env });
      const port = await child.ready(async (stdout) => portIn(stdout), START_MS);
      return {
        endpoint: { host: '127.0.0.1', port },
        began,
        usage: () => meterOf(child),
        stop: () => child.stop(),
      };
    },
  };
}

function portIn(stdout: string): number | undefined {
  const end = stdout.indexOf('\n');
  return end === -1 ? undefined : Announcement.parse(JSON.parse(stdout.slice(0, end))).port;
}
