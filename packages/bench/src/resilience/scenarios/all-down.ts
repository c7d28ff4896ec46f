import { setTimeout as sleep } from 'node:timers/promises';
import type { Finding } from '../finding.ts';
import type { Scenario } from '../scenario.ts';
import { until } from '../settling.ts';
import { Traffic } from '../traffic.ts';

/** No replica is left; then one is started again. */
export const ALL_DOWN: Scenario = {
  name: 'all-down',
  purpose: 'all three replicas are killed; then one is started again',
  async run(stage): Promise<Finding[]> {
    const replicas = await stage.replicas();
    const { url } = await stage.gateway(replicas);
    await Traffic.during({ url, rate: 200 }, () => sleep(2000));
    await Promise.all(replicas.map((replica) => replica.end('SIGKILL')));
    const down = await Traffic.during({ url, rate: 200 }, () => sleep(3000));
    let back = Number.NaN;
    await Traffic.during({ url, rate: 200 }, async ({ tally }) => {
      await replicas[0]?.start();
      const from = performance.now();
      back = await until('a 200', () => tally.since(from).outcomes.some(({ status }) => status === 200));
    });
    const other = down.where(({ status, retryAfter }) => status !== 503 || retryAfter === undefined);
    return [
      { name: 'until a 503, at most', value: down.latency(100), unit: ' ms', goal: 20 },
      {
        name: `not a 503 with Retry-After, of ${down.total} (${other.complaints})`,
        value: other.total,
        goal: 0,
      },
      { name: 'until a 200 once one is there again', value: back / 1000, unit: ' s', goal: 1.2 },
    ];
  },
};
