import type { Running } from '../lanes/load-lane.ts';
import type { Cpus } from '../machine/cpus.ts';
import { busyTime } from '../machine/processor-time.ts';
import type { Moment } from './used.ts';

/** What a service and the servers' processors have used up to now. */
export async function moment(cpus: Cpus | undefined, running: Running): Promise<Moment> {
  const busy = cpus && busyTime(cpus.servers);
  const at = performance.now();
  return { usage: await running.usage(), busy, at };
}
