import { setTimeout as sleep } from 'node:timers/promises';
import type { Finding } from '../finding.ts';
import type { Scenario } from '../scenario.ts';
import { Traffic } from '../traffic.ts';

const DEADLINE = 1000;

/** A replica that accepts connections and never answers anything any more, health checks included. */
export const ONE_HUNG: Scenario = {
  name: 'one-hung',
  purpose: `one of three replicas never answers any more; the first byte is due in ${DEADLINE} ms`,
  async run(stage): Promise<Finding[]> {
    const replicas = await stage.replicas();
    const [hung] = replicas;
    const { url } = await stage.gateway(replicas, { pool: { deadlines: { firstByte: `${DEADLINE}ms` } } });
    let before = 0;
    let late = 0;
    const tally = await Traffic.during({ url, rate: 300 }, async () => {
      await sleep(500);
      before = hung?.received().length ?? 0;
      await hung?.behave('hung');
      await sleep(5000);
      const then = hung?.received().length ?? 0;
      await sleep(2000);
      late = (hung?.received().length ?? 0) - then;
    });
    const own = new Set(
      hung
        ?.received()
        .slice(before)
        .map((line) => line.split(' ')[1]),
    );
    const others = tally.where(({ n }) => !own.has(String(n)));
    const late504 = tally.where(({ status }) => status === 504);
    const off = late504.outcomes.map(({ latency }) => (Math.abs(latency - DEADLINE) / DEADLINE) * 100);
    return [
      {
        name: `failed of ${others.total} requests that it did not have`,
        value: others.failed.length,
        goal: 0,
      },
      {
        name: `failed otherwise than 504, of the ${own.size} that it had`,
        value: tally.failed.length - late504.total,
        goal: 0,
      },
      { name: '504s: off the deadline by at most', value: Math.max(0, ...off), unit: ' %', goal: 5 },
      { name: 'requests that it is still sent 5 s later, in 2 s', value: late, goal: 2 },
    ];
  },
};
