import { setTimeout as sleep } from 'node:timers/promises';
import type { Finding } from '../finding.ts';
import type { Scenario } from '../scenario.ts';
import { Traffic } from '../traffic.ts';
import { noneFailed } from './failures.ts';

/** Replicas that close idle connections after 20 ms, and a rate at which each is used again after about as long. */
export const KEEP_ALIVE_RACE: Scenario = {
  name: 'keep-alive-race',
  purpose: 'replicas close idle connections just as they are used again, 150 requests/s, a quarter POST',
  async run(stage): Promise<Finding[]> {
    const replicas = await stage.replicas();
    const gateway = await stage.gateway(replicas);
    await Promise.all(replicas.map((replica) => replica.behave('impatient')));
    const tally = await Traffic.during({ url: gateway.url, rate: 150 }, () => sleep(10_000));
    return [
      noneFailed(tally),
      { name: 'requests sent again', value: await gateway.metric('gateway_retries_total') },
    ];
  },
};
