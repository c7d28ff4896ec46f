import { setTimeout as sleep } from 'node:timers/promises';
import { get } from '../../load/request.ts';
import type { Finding } from '../finding.ts';
import type { Scenario } from '../scenario.ts';
import type { Tally } from '../tally.ts';
import { Traffic } from '../traffic.ts';

/** How long a replica works on a request, in milliseconds. */
const WORK = 50;
/** Connections to each of three replicas, and requests that may wait for one of them. */
const CONNECTIONS = { max: 4, queue: 1 };
/** Requests a second that the replicas can answer. */
const CAPACITY = (3 * CONNECTIONS.max * 1000) / WORK;
const TIMES = 5;

/** More requests than the replicas can answer; then as many as they can again. */
export const OVERLOAD: Scenario = {
  name: 'overload',
  purpose: `${TIMES} times as many requests as three replicas can answer (${CAPACITY}/s); then half as many as they can`,
  async run(stage): Promise<Finding[]> {
    const { url } = await stage.gateway(await stage.replicas(), { pool: { connections: CONNECTIONS } });
    const load = (rate: number, seconds: number): Promise<Tally> =>
      Traffic.during({ url, rate, requests: [get(`/slow/${WORK}`)] }, () => sleep(seconds * 1000));
    // Before anything is measured, so that the compiler has seen refusals, too.
    await load(CAPACITY * TIMES, 2);
    await load(CAPACITY / 2, 1);
    const before = await load(CAPACITY / 2, 3);
    const during = await load(CAPACITY * TIMES, 5);
    const ended = performance.now();
    const after = await load(CAPACITY / 2, 3);
    const admitted = during.where(({ status }) => status === 200);
    const refused = during.where(({ status }) => status === 503);
    const other = during.total - admitted.total - refused.total;
    const rude = refused.where(({ retryAfter }) => retryAfter === undefined).total;
    const lastTrouble = Math.max(ended, ...after.failed.map(({ sentAt }) => sentAt));
    return [
      {
        name: `neither answered nor refused with Retry-After, of ${during.total}`,
        value: other + rude,
        goal: 0,
      },
      { name: `p99 of the ${refused.total} refusals`, value: refused.latency(99), unit: ' ms', goal: 10 },
      {
        name: `p99 of the ${admitted.total} admitted (${before.latency(99).toFixed(0)} ms before)`,
        value: admitted.latency(99) / before.latency(99),
        unit: ' ×',
        goal: 2,
      },
      {
        name: 'capacity that is not used meanwhile',
        value: (1 - admitted.total / (CAPACITY * 5)) * 100,
        unit: ' %',
        goal: 20,
      },
      { name: 'until nothing is refused any more', value: (lastTrouble - ended) / 1000, unit: ' s', goal: 1 },
    ];
  },
};
