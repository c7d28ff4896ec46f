import { findProgram, versionLine } from '../machine/program.ts';
import { autocannon } from './autocannon.ts';
import type { Generator } from './generator.ts';
import { wrk } from './wrk.ts';

/** The load generator to use: wrk where it is installed. */
export function chooseGenerator(): Generator {
  if (findProgram('wrk') === undefined) return autocannon;
  return wrk(versionLine('wrk', '--version').split(' [', 1)[0] ?? 'wrk');
}
