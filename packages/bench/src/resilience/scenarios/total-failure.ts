import { setTimeout as sleep } from 'node:timers/promises';
import { get } from '../../load/request.ts';
import type { Mode } from '../../replica/mode.ts';
import type { Finding } from '../finding.ts';
import type { Scenario } from '../scenario.ts';
import type { Stage } from '../stage.ts';
import { Traffic } from '../traffic.ts';

const RATE = 500;
const SECONDS = 6;

/** How much more the replicas are sent than clients have sent, while all of them fail alike. */
async function multiplied(stage: Stage, mode: Mode): Promise<number> {
  const replicas = await stage.replicas();
  const { url } = await stage.gateway(replicas, { route: { retryOn: [500] } });
  await Promise.all(replicas.map((replica) => replica.behave(mode)));
  const tally = await Traffic.during({ url, rate: RATE, requests: [get('/info')] }, () =>
    sleep(SECONDS * 1000),
  );
  const load = replicas.reduce((sum, replica) => sum + replica.received().length, 0);
  return load / tally.total;
}

/** Replicas that all fail, and a route that asks for retries: what must not happen is a storm of them. */
export const TOTAL_FAILURE: Scenario = {
  name: 'total-failure',
  purpose: `all replicas fail at ${RATE} requests/s, and each failure may be retried`,
  async run(stage): Promise<Finding[]> {
    const goal = 1.2 + 10 / RATE;
    const unit = ' ×';
    return [
      { name: 'load on replicas that answer 500', value: await multiplied(stage, 'failing'), unit, goal },
      {
        name: 'load on replicas that lose connections',
        value: await multiplied(stage, 'losing'),
        unit,
        goal,
      },
    ];
  },
};
