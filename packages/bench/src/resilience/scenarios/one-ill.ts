import { setTimeout as sleep } from 'node:timers/promises';
import type { Finding } from '../finding.ts';
import type { Scenario } from '../scenario.ts';
import { untilAsked } from '../settling.ts';
import { Traffic } from '../traffic.ts';
import { noneFailed } from './failures.ts';

/** A replica that says that it is ill, and answers everything else as if it were not. */
export const ONE_ILL: Scenario = {
  name: 'one-ill',
  purpose: 'one of three replicas answers 500 to health checks only, then is well again',
  async run(stage): Promise<Finding[]> {
    const replicas = await stage.replicas();
    const [ill] = replicas;
    const { url } = await stage.gateway(replicas);
    let spared = 0;
    let back = Number.NaN;
    const tally = await Traffic.during({ url, rate: 300 }, async () => {
      await sleep(500);
      await ill?.behave('ill');
      // Two checks, 2 s apart with a tenth of jitter.
      await sleep(5000);
      const before = ill?.received().length ?? 0;
      await sleep(1000);
      spared = (ill?.received().length ?? 0) - before;
      await ill?.behave('well');
      back = ill ? await untilAsked(ill) : Number.NaN;
    });
    return [
      noneFailed(tally),
      { name: 'requests in a second that it is sent 5 s later', value: spared, goal: 0 },
      { name: 'until it is used again once it is well', value: back / 1000, unit: ' s', goal: 2.3 },
    ];
  },
};
