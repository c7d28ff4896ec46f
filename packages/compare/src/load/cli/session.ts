import type { Context } from '../../cli/behaviour.ts';
import { Fault } from '../../cli/fault.ts';
import type { Bench } from '../blocks/run-block.ts';
import { OPEN_CONNECTIONS } from '../blocks/run-block.ts';
import type { LoadLane } from '../lanes/load-lane.ts';
import { divideCpus, keepSelfOn } from '../machine/cpus.ts';
import { describeMachine, openFilesLimit } from '../machine/description.ts';
import type { Machine } from '../results/plan.ts';
import { chooseLanes } from '../run/lanes.ts';
import type { LoadOptions } from './options.ts';

/** Files that a process has open beside its connections. */
const OTHER_FILES = 64;

/** What this machine measures with. */
export interface Session {
  readonly bench: Pick<Bench, 'fleet' | 'cpus'>;
  readonly lanes: readonly LoadLane[];
  readonly machine: Machine;
}

/**
 * Gets ready to measure: processors, lanes, limits.
 *
 * @throws {Fault | LaneError} when a lane is not known, or too few files may be open
 */
export async function openSession(
  options: LoadOptions,
  { fleet }: Context,
  say: (line: string) => void,
): Promise<Session> {
  checkFiles(options);
  const divided = divideCpus();
  if (typeof divided === 'string') {
    say(
      `${divided}: load and servers share it. Throughput and latency are those of both together; CPU time is the server's`,
    );
  } else keepSelfOn(divided.generator);
  const cpus = typeof divided === 'string' ? undefined : divided;
  return {
    bench: { fleet, cpus },
    lanes: await chooseLanes(options, { fleet, cpus }),
    machine: describeMachine(divided),
  };
}

function checkFiles({ connections }: LoadOptions): void {
  const needed = Math.max(OPEN_CONNECTIONS, ...connections) + OTHER_FILES;
  const limit = openFilesLimit();
  if (limit === undefined || limit >= needed) return;
  throw new Fault(
    `a process may have ${limit} files open and ${needed} are needed: ulimit -n ${needed}, or fewer --connections`,
  );
}
