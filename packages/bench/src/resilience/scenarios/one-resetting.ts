import { setTimeout as sleep } from 'node:timers/promises';
import type { Finding } from '../finding.ts';
import type { Scenario } from '../scenario.ts';
import { Traffic } from '../traffic.ts';
import { noneFailed } from './failures.ts';

/** A replica that cannot be relied on to keep a connection. */
export const ONE_RESETTING: Scenario = {
  name: 'one-resetting',
  purpose:
    'one of three replicas resets every third connection and keeps none, 300 requests/s, a quarter POST',
  async run(stage): Promise<Finding[]> {
    const replicas = await stage.replicas();
    const [flaky] = replicas;
    const { url } = await stage.gateway(replicas);
    const tally = await Traffic.during({ url, rate: 300 }, async () => {
      await sleep(500);
      await flaky?.behave('resetting');
      await sleep(6000);
    });
    return [noneFailed(tally), { name: 'requests that it was sent', value: flaky?.received().length ?? 0 }];
  },
};
