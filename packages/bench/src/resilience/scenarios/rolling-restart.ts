import { setTimeout as sleep } from 'node:timers/promises';
import type { Finding } from '../finding.ts';
import type { Replica } from '../replica.ts';
import type { Scenario } from '../scenario.ts';
import { Traffic } from '../traffic.ts';

/** Restarts in a run; the issue of a rolling restart is the moment at which one replica leaves, so there have to be many. */
const RESTARTS = 12;
const PAUSE = 300;

/** Restarts replicas one after the other, in turns: each gets a SIGTERM, drains, ends, and is started again. */
export async function restartInTurns(replicas: readonly Replica[], restarts = RESTARTS): Promise<void> {
  for (let index = 0; index < restarts; index += 1) {
    const replica = replicas[index % replicas.length];
    await replica?.end('SIGTERM');
    await replica?.start();
    await sleep(PAUSE);
  }
}

/** Twins that are replaced by new ones, as a deployment does. */
export const ROLLING_RESTART: Scenario = {
  name: 'rolling-restart',
  purpose: `${RESTARTS} restarts of three Express twins with drain, 500 requests/s, a quarter POST`,
  async run(stage): Promise<Finding[]> {
    const replicas = await stage.twins();
    const { url } = await stage.gateway(replicas);
    const tally = await Traffic.during({ url, rate: 500 }, () => restartInTurns(replicas));
    const { failed, complaints } = tally;
    const what = complaints && ` (${complaints})`;
    return [
      {
        name: `failed of ${tally.total} requests, ${RESTARTS} restarts${what}`,
        value: failed.length,
        goal: 0,
      },
      { name: 'p99 meanwhile', value: tally.latency(99), unit: ' ms' },
    ];
  },
};
