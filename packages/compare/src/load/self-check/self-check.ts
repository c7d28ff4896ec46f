import type { Context } from '../../cli/behaviour.ts';
import { divideCpus, keepSelfOn } from '../machine/cpus.ts';
import { constantServer, stallingServer } from './latency.ts';
import { sameServer, slowedServer } from './pairs.ts';
import { besideWrk } from './wrk.ts';

const SHOWN = { right: 'right  ', wrong: 'WRONG  ', invalid: 'invalid' };
const CHECKS = [constantServer, stallingServer, besideWrk, sameServer, slowedServer];

/**
 * Measures servers whose figures are known, to see whether this machine can measure: about two minutes.
 *
 * @returns 0 when every figure is right, 1 when one is wrong or nothing could be told of it
 */
export async function selfCheck({ console, fleet }: Context): Promise<number> {
  const divided = divideCpus();
  const cpus = typeof divided === 'string' ? undefined : divided;
  if (cpus) keepSelfOn(cpus.generator);
  let good = true;
  for (const check of CHECKS) {
    for (const { name, measured, verdict } of await check({ fleet, cpus })) {
      console.out(`${SHOWN[verdict]}  ${name}: ${measured}\n`);
      good &&= verdict === 'right';
    }
  }
  return good ? 0 : 1;
}
