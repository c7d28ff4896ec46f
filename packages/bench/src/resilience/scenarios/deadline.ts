import { setTimeout as sleep } from 'node:timers/promises';
import { get, postJson } from '../../load/request.ts';
import type { Finding } from '../finding.ts';
import type { Scenario } from '../scenario.ts';
import { Traffic } from '../traffic.ts';

const TIME = 1000;
const REQUESTS = [get('/hold'), postJson('/hold', { message: 'Hello?' })];

/** Requests that nobody answers in time. */
export const DEADLINE: Scenario = {
  name: 'deadline',
  purpose: `requests that are never answered, 100/s, deadlines of ${TIME} ms`,
  async run(stage): Promise<Finding[]> {
    const findings: Finding[] = [];
    for (const deadline of ['firstByte', 'total']) {
      const pool = { deadlines: { [deadline]: `${TIME}ms` }, outliers: { failures: 100_000 } };
      const { url } = await stage.gateway(await stage.replicas(), { pool });
      const tally = await Traffic.during({ url, rate: 100, requests: REQUESTS }, () => sleep(3000));
      const off = tally.outcomes.map(({ latency }) => (Math.abs(latency - TIME) / TIME) * 100);
      findings.push(
        { name: `${deadline}: off by at most`, value: Math.max(...off), unit: ' %', goal: 5 },
        {
          name: `${deadline}: not a 504, of ${tally.total}`,
          value: tally.where(({ status }) => status !== 504).total,
          goal: 0,
        },
      );
    }
    return findings;
  },
};
