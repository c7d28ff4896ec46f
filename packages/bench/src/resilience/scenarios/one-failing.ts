import { setTimeout as sleep } from 'node:timers/promises';
import type { Finding } from '../finding.ts';
import type { Scenario } from '../scenario.ts';
import { untilAsked } from '../settling.ts';
import { Traffic } from '../traffic.ts';

const EJECTION = 2000;

/** A replica whose every answer is an error, though it says that it is well; then all of them. */
export const ONE_FAILING: Scenario = {
  name: 'one-failing',
  purpose: 'one of three replicas answers 500, then is well again; then all three answer 500',
  async run(stage): Promise<Finding[]> {
    const replicas = await stage.replicas();
    const [sick] = replicas;
    const outliers = { ejection: `${EJECTION}ms`, longest: `${2 * EJECTION}ms` };
    const { url } = await stage.gateway(replicas, { pool: { outliers } });
    let back = Number.NaN;
    let asked = 0;
    const one = await Traffic.during({ url, rate: 300 }, async () => {
      await sleep(500);
      await sick?.behave('failing');
      // Long enough for it to fail its probation more than once.
      await sleep(4 * EJECTION);
      asked = sick?.received().length ?? 0;
      await sick?.behave('well');
      back = sick ? await untilAsked(sick) : Number.NaN;
      await sleep(500);
    });
    const returned = (sick?.received().length ?? 0) - asked;
    await Promise.all(replicas.map((replica) => replica.behave('failing')));
    const all = await Traffic.during({ url, rate: 300 }, () => sleep(2000));
    const refused = all.where(({ status }) => status === 503);
    return [
      {
        name: `errors that reach clients, of ${one.total} requests`,
        value: one.failed.length,
        goal: 5,
      },
      {
        name: 'until it is tried once it is well',
        value: back / 1000,
        unit: ' s',
        goal: (2 * EJECTION * 1.1) / 1000,
      },
      {
        name: `not back to a third of the traffic (${returned} requests in 0.5 s)`,
        value: returned > 25 ? 0 : 1,
        goal: 0,
      },
      { name: `all answer 500: refused by the gateway, of ${all.total}`, value: refused.total, goal: 0 },
    ];
  },
};
