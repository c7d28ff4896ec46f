import { setTimeout as sleep } from 'node:timers/promises';
import type { Finding } from '../finding.ts';
import { HEALTH } from '../gateway.ts';
import type { Scenario } from '../scenario.ts';
import { until } from '../settling.ts';
import { Traffic } from '../traffic.ts';
import { noneFailed } from './failures.ts';

const RATE = 500;
/** How often a balancer in front of the gateways asks how they are, in milliseconds. */
const INTERVAL = 100;

/** A gateway that ends while another one takes over, as a balancer in front of both sees to. */
export const TAKEOVER: Scenario = {
  name: 'takeover',
  purpose: `SIGTERM of the gateway at ${RATE} requests/s; a second one takes over once its health says so`,
  async run(stage): Promise<Finding[]> {
    const replicas = await stage.replicas();
    const [first, second] = [await stage.gateway(replicas), await stage.gateway(replicas)];
    const before = Traffic.start({ url: first.url, rate: RATE });
    await sleep(2000);
    const began = performance.now();
    first.signal('SIGTERM');
    await until('the first is not ready', async () => {
      await sleep(INTERVAL);
      const { status } = await fetch(`${first.url}${HEALTH}`);
      return status === 503;
    });
    const after = Traffic.start({ url: second.url, rate: RATE });
    const [one, code] = await Promise.all([before.stop(), first.exit()]);
    const ended = (performance.now() - began) / 1000;
    await sleep(2000);
    const two = await after.stop();
    return [
      noneFailed(one, ' at the one that ends'),
      noneFailed(two, ' at the one that takes over'),
      {
        name: `until it has ended (exit code ${code})`,
        value: code === 0 ? ended : Number.NaN,
        unit: ' s',
        goal: 8,
      },
    ];
  },
};
