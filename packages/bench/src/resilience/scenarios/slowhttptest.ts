import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { findProgram } from '../../machine/program.ts';
import type { Finding } from '../finding.ts';
import type { Scenario } from '../scenario.ts';
import type { Stage } from '../stage.ts';
import { Traffic } from '../traffic.ts';
import { noneFailed } from './failures.ts';

const PROGRAM = 'slowhttptest';
/** Its three attacks: slow heads, slow bodies, answers that are read slowly. */
const ATTACKS: readonly (readonly [string, ...string[]])[] = [
  ['heads', '-H'],
  ['bodies', '-B', '-s', '100000'],
  ['reads', '-X', '-w', '256', '-y', '512', '-n', '1', '-z', '32', '-k', '1'],
];
const ALWAYS = ['-c', '200', '-r', '200', '-i', '1', '-l', '14', '-p', '2'];

async function attack(
  stage: Stage,
  url: string,
  [name, ...args]: (typeof ATTACKS)[number],
): Promise<Finding[]> {
  const path = name === 'reads' ? '/bytes/1000000' : '/count';
  const tally = await Traffic.during({ url, rate: 200 }, async () => {
    const command = { command: PROGRAM, args: [...args, ...ALWAYS, '-u', `${url}${path}`] };
    await once(stage.children.spawn(command, { stdio: 'ignore' }), 'exit');
  });
  const meanwhile = `other clients' p99 during slow ${name}`;
  return [
    { name: meanwhile, value: tally.latency(99), unit: ' ms', goal: 100 },
    noneFailed(tally, ` of other clients during slow ${name}`),
  ];
}

/** The attacks of Debian's slowhttptest. */
export const SLOWHTTPTEST: Scenario = {
  name: 'slowhttptest',
  purpose: 'slowhttptest with 200 connections: slow heads, slow bodies, slow reads',
  obstacle: () => (findProgram(PROGRAM) === undefined ? `${PROGRAM} is not installed` : undefined),
  async run(stage) {
    const { url } = await stage.gateway(await stage.replicas());
    await Traffic.during({ url, rate: 500 }, () => sleep(2000));
    const findings: Finding[] = [];
    for (const each of ATTACKS) findings.push(...(await attack(stage, url, each)));
    return findings;
  },
};
