import { BUNDLED, bundledLane } from '../../lanes/bundled.ts';
import type { Fleet } from '../../lanes/child.ts';
import { throughGateway } from '../../lanes/gateway.ts';
import { type Lane, LaneError } from '../../lanes/lane.ts';
import { TWIN_PROFILES, TWINS, twinLane } from '../../lanes/service.ts';
import { type Cpus, keptOn } from '../machine/cpus.ts';
import type { NodeBinary } from '../machine/node-binary.ts';
import { type LaneName, parseLaneName } from './lane-name.ts';
import type { LoadLane, Running } from './load-lane.ts';
import { meterOf } from './metered.ts';
import { together } from './usage.ts';

/** What local lanes are started with. */
export interface Setting {
  readonly fleet: Fleet;
  readonly cpus: Cpus | undefined;
  /** Versions of Node by the names that lanes give; the first is for those that give none. */
  readonly nodes: readonly [NodeBinary, ...NodeBinary[]];
}

/** The meter that is loaded into every measured Node. */
export const METER = new URL('../meter/preload.js', import.meta.url);

/**
 * A lane of this repository, as a process of its own with the meter in it.
 *
 * @throws {LaneError} naming what there is, when there is no such lane
 */
export function localLane(text: string, { fleet, cpus, nodes }: Setting): LoadLane {
  const parts = parseLaneName(text);
  const node = nodeOf(parts, nodes);
  const { command, args } = keptOn(cpus?.servers, [node.file, '--import', METER.href]);
  const own = fleet.launching({ command, args, channel: true });
  const { lane, environment, logging } = direct(parts, own);
  const whole = parts.gateway ? throughGateway(lane, own) : lane;
  const version = lane.version === process.versions.node ? node.version : lane.version;
  return {
    facts: {
      name: text,
      version,
      profile: lane.profile,
      node: node.version,
      environment,
      logging,
      fresh: true,
    },
    prefix: '',
    start: () => start(whole, own),
  };
}

async function start(lane: Lane, fleet: Fleet): Promise<Running> {
  const before = new Set(fleet.running);
  const began = performance.now();
  const instance = await lane.start();
  const processes = fleet.running.filter((child) => !before.has(child));
  return {
    endpoint: instance.endpoint,
    began,
    usage: async () => together(await Promise.all(processes.map(meterOf))),
    stop: () => instance.stop(),
  };
}

interface Direct {
  readonly lane: Lane;
  readonly environment: string;
  readonly logging: string;
}

function direct({ name, profile, gateway }: LaneName, fleet: Fleet): Direct {
  const suffix = gateway ? '; the gateway logs fatal errors only' : '';
  const bundled = BUNDLED.find((candidate) => candidate === name);
  if (bundled) {
    const own = oneOf(name, profile ?? 'production', ['production', 'defaults'] as const);
    const options = { fleet, profile: own, ...(bundled === 'node' && { app: 'ceiling' }) };
    const environment = own === 'production' ? 'NODE_ENV=production' : 'no NODE_ENV';
    return { lane: bundledLane(bundled, options), environment, logging: `none${suffix}` };
  }
  const twin = TWINS.find((candidate) => candidate === name);
  if (twin) {
    const own = oneOf(name, profile ?? 'native', TWIN_PROFILES);
    const env = { NODE_ENV: 'production', LOG_LEVEL: 'info' };
    const lane = twinLane(twin, { fleet, profile: own, env });
    const environment = `NODE_ENV=production ECHO_PROFILE=${own}`;
    return { lane, environment, logging: `a JSON line a request, to a pipe${suffix}` };
  }
  throw new LaneError(`there is no lane "${name}": there are ${[...BUNDLED, ...TWINS].join(', ')}`);
}

function oneOf<T extends string>(lane: string, given: string, known: readonly T[]): T {
  const found = known.find((profile) => profile === given);
  if (found === undefined)
    throw new LaneError(`lane ${lane} has no profile "${given}": it has ${known.join(' and ')}`);
  return found;
}

function nodeOf({ node }: LaneName, nodes: Setting['nodes']): NodeBinary {
  if (node === undefined) return nodes[0];
  const found = nodes.find(({ name }) => name === node);
  if (!found) throw new LaneError(`no Node is called "${node}": give it by --node ${node}=/path/to/node`);
  return found;
}
