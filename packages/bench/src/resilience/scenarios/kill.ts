import { setTimeout as sleep } from 'node:timers/promises';
import type { Finding } from '../finding.ts';
import type { Scenario } from '../scenario.ts';
import { Traffic } from '../traffic.ts';

const KILLS = 12;
const PAUSE = 400;

/** Replicas that are gone from one moment to the next. */
export const KILL: Scenario = {
  name: 'kill',
  purpose: `SIGKILL of one of three replicas, ${KILLS} times, 500 requests/s, a quarter POST`,
  async run(stage): Promise<Finding[]> {
    const replicas = await stage.replicas();
    const { url } = await stage.gateway(replicas);
    const tally = await Traffic.during({ url, rate: 500 }, async () => {
      for (let index = 0; index < KILLS; index += 1) {
        await sleep(PAUSE);
        const replica = replicas[index % replicas.length];
        await replica?.end('SIGKILL');
        await sleep(PAUSE);
        await replica?.start();
      }
    });
    const posts = replicas.flatMap((replica) => replica.received().filter((line) => line.startsWith('POST')));
    const failed = (method: string): number =>
      tally.failed.filter(({ request }) => request.method === method).length;
    return [
      { name: `failed GETs of ${tally.total} requests, ${KILLS} kills`, value: failed('GET'), goal: 0 },
      {
        name: `POSTs that came to replicas more than once, of ${posts.length}`,
        value: posts.length - new Set(posts).size,
        goal: 0,
      },
      { name: 'POSTs answered 502, as the killed replica had them', value: failed('POST') },
    ];
  },
};
