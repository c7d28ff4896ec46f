import type { Child } from '../../lanes/child.ts';
import { LaneError } from '../../lanes/lane.ts';
import { Reading } from '../meter/reading.ts';
import type { Usage } from './usage.ts';

const PATIENCE = 10_000;

/**
 * Asks a process, into which the meter was loaded, what it has used.
 *
 * @throws {LaneError} when it does not answer in time
 */
export async function meterOf(child: Child): Promise<Usage> {
  const said = await child.ask('read', PATIENCE).catch((cause: unknown) => {
    throw new LaneError('a server did not say what it has used', { cause });
  });
  const { at, cpu, idle, active, memory, peak } = Reading.parse(said);
  return { at, cpu, loop: { idle, active }, memory, peak, throttled: null };
}
