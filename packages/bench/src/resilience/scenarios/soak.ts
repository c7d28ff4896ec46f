import { setTimeout as sleep } from 'node:timers/promises';
import { probed } from '../../lanes/probed.ts';
import { get, postJson } from '../../load/request.ts';
import { slope } from '../../statistics/slope.ts';
import type { Finding } from '../finding.ts';
import type { Gateway } from '../gateway.ts';
import { head, openRaw } from '../raw-client.ts';
import type { Replica } from '../replica.ts';
import type { Scenario } from '../scenario.ts';
import { Traffic } from '../traffic.ts';
import { noneFailed } from './failures.ts';

const MB = 1e6;
const SECOND = 1000;
/** Memory goes up and down with every collection; what counts is the least of some seconds. */
const WINDOW = 10;
/** Until connections that nobody uses are closed, in milliseconds. */
const IDLE = 6000;
const LOOKS = 20;
/** Requests a second: many at first, so that the heap has its size when it is looked at. */
const RATES = { first: 1200, second: 300 };
const REQUESTS = [
  get('/info'),
  postJson('/echo', { message: 'Hello, twins' }),
  get('/slow/20'),
  get('/bytes/100000'),
  postJson('/count', { message: ''.padEnd(20_000, 'x') }),
];

interface Sample {
  readonly memory: number;
  readonly listeners: number;
}

/** Clients and replicas that do what they should not: one leaves, one never ends its request, a replica dies. */
async function trouble(url: string, replica: Replica | undefined, second: number): Promise<void> {
  const leaver = await openRaw(url);
  leaver.write(head('GET /hold'));
  const dawdler = await openRaw(url);
  dawdler.write('GET /info HTTP/1.1\r\nHost:');
  await sleep(SECOND / 2);
  leaver.destroy();
  if (second % 20 !== 0) return;
  await replica?.end('SIGKILL');
  await replica?.start();
}

async function sampled(gateway: Gateway, replica: Replica | undefined, seconds: number): Promise<Sample[]> {
  const samples: Sample[] = [];
  for (let second = 1; second <= seconds; second += 1) {
    const [listeners] = await Promise.all([
      gateway.listeners(),
      sleep(SECOND),
      trouble(gateway.url, replica, second),
    ]);
    samples.push({ memory: gateway.memory, listeners });
  }
  return samples;
}

/** The least memory of every few seconds, with the minute in which it was. */
function lows(samples: readonly Sample[]): (readonly [number, number])[] {
  return samples.flatMap((_sample, index) => {
    if (index % WINDOW !== 0) return [];
    const window = samples.slice(index, index + WINDOW).map(({ memory }) => memory);
    return [[index / 60, Math.min(...window) / MB] as const];
  });
}

/** Open descriptors when nothing goes on: the least of some looks, because a health check has one while it lasts. */
async function descriptorsAtRest(gateway: Gateway): Promise<number> {
  let least = Infinity;
  for (let look = 0; look < LOOKS; look += 1) {
    least = Math.min(least, gateway.descriptors);
    await sleep(SECOND / LOOKS);
  }
  return least;
}

/** Everyday traffic and everyday trouble for some minutes, of which the first third is to warm up. */
export const SOAK: Scenario = {
  name: 'soak',
  purpose: `${RATES.second} requests/s with leaving and dawdling clients and dying replicas, for --minutes`,
  async run(stage): Promise<Finding[]> {
    const replicas = await stage.replicas();
    const gateway = await stage.gateway(
      replicas,
      {},
      { wrap: (command) => probed(command, 'listener-probe') },
    );
    const phase = async (rate: number, share: number) => {
      let samples: Sample[] = [];
      const tally = await Traffic.during({ url: gateway.url, rate, requests: REQUESTS }, async () => {
        samples = await sampled(gateway, replicas[0], stage.minutes * 60 * share);
      });
      await sleep(IDLE);
      const most = Math.max(...samples.map(({ listeners }) => listeners));
      return { samples, tally, most, descriptors: await descriptorsAtRest(gateway) };
    };
    const first = await phase(RATES.first, 1 / 3);
    const second = await phase(RATES.second, 2 / 3);
    const gets = second.tally.where(({ request }) => request.method === 'GET');
    return [
      { name: 'memory grows by, a minute', value: slope(lows(second.samples)), unit: ' MB', goal: 1 },
      { name: 'memory at the end', value: gateway.memory / MB, unit: ' MB' },
      {
        name: `descriptors beyond those after a third of the time (${first.descriptors})`,
        value: second.descriptors - first.descriptors,
        goal: 0,
      },
      {
        name: `listeners of one socket beyond those in the first third (${first.most})`,
        value: second.most - first.most,
        goal: 0,
      },
      { name: 'characters on stderr', value: gateway.complaint.length, goal: 0 },
      noneFailed(gets, ', GETs'),
    ];
  },
};
