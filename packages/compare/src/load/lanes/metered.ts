import type { Child } from '../../lanes/child.ts';
import { Reading } from '../meter/reading.ts';
import type { Usage } from './usage.ts';

const PATIENCE = 10_000;

/**
 * Asks a process, into which the meter was loaded, what it has used.
 *
 * @throws {Error} when it does not answer in time
 */
export async function meterOf(child: Child): Promise<Usage> {
  const { at, cpu, idle, active, memory, peak } = Reading.parse(await child.ask('read', PATIENCE));
  return { at, cpu, loop: { idle, active }, memory, peak, throttled: null };
}
