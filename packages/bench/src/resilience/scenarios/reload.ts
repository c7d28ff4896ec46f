import { setTimeout as sleep } from 'node:timers/promises';
import { configuration, LISTING } from '../gateway.ts';
import type { Finding } from '../finding.ts';
import type { Scenario } from '../scenario.ts';
import { until } from '../settling.ts';
import { upstream } from '../stage.ts';
import { Traffic } from '../traffic.ts';
import { noneFailed } from './failures.ts';

const RELOADS = 10;

/** Configurations that change the pool's settings, so that it is made anew each time. */
export const RELOAD: Scenario = {
  name: 'reload',
  purpose: `${RELOADS} changes of the configuration, 500 requests/s, a quarter POST`,
  async run(stage): Promise<Finding[]> {
    const replicas = await stage.replicas();
    const gateway = await stage.gateway(replicas);
    const { url } = gateway;
    let seen = 0;
    const tally = await Traffic.during({ url, rate: 500 }, async () => {
      for (let round = 1; round <= RELOADS; round += 1) {
        await sleep(500);
        const title = `round ${round}`;
        const pool = { deadlines: { firstByte: `${10 + round}s` } };
        const setup = { upstream: upstream(replicas), pool, route: { title } };
        stage.write('gateway.yaml', configuration(setup));
        gateway.signal('SIGHUP');
        await until(`the configuration of ${title}`, async () => {
          const listing = await (await fetch(`${url}${LISTING}`)).text();
          return listing.includes(title);
        });
        seen += 1;
      }
      await sleep(1000);
    });
    return [noneFailed(tally, ` during ${seen} reloads`)];
  },
};
