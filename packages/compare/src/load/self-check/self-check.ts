import type { Context } from '../../cli/behaviour.ts';
import { divideCpus, keepSelfOn } from '../machine/cpus.ts';
import { constantServer, stallingServer } from './latency.ts';
import { sameServer, slowedServer } from './pairs.ts';
import { besideWrk } from './wrk.ts';

const CHECKS = [constantServer, stallingServer, besideWrk, sameServer, slowedServer];

/**
 * Measures servers whose figures are known, to see whether this machine can measure: about two minutes.
 *
 * @returns 0 when every figure is right, 1 otherwise
 */
export async function selfCheck({ console, fleet }: Context): Promise<number> {
  const divided = divideCpus();
  const cpus = typeof divided === 'string' ? undefined : divided;
  if (cpus) keepSelfOn(cpus.generator);
  let wrong = 0;
  for (const check of CHECKS) {
    for (const { name, measured, right } of await check({ fleet, cpus })) {
      console.out(`${right ? 'right' : 'WRONG'}  ${name}: ${measured}\n`);
      if (!right) wrong += 1;
    }
  }
  return wrong === 0 ? 0 : 1;
}
