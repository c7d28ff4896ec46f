import { once } from 'node:events';
import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Finding } from '../finding.ts';
import { head, openRaw } from '../raw-client.ts';
import type { Scenario } from '../scenario.ts';
import type { Stage } from '../stage.ts';
import { Traffic } from '../traffic.ts';
import { noneFailed } from './failures.ts';

const CONNECTIONS = 200;
/** How often a slow client sends a little more, in milliseconds. */
const DRIP = 500;
/** When to stop waiting for the last one to be shed, in milliseconds. */
const PATIENCE = 20_000;

interface SlowClients {
  /** What each sends at once. */
  readonly start: (index: number) => string;
  /** What it sends again and again. */
  readonly drip: (index: number) => string;
}

/** Clients that never get to the end of a request's head. */
const HEADERS: SlowClients = {
  start: () => head('GET /info').slice(0, -2),
  drip: () => 'X-Slow: 1\r\n',
};

/** Clients that never get to the end of a request's body, half of them in chunks. */
const BODIES: SlowClients = {
  start: (index) =>
    head('POST /count', index % 2 === 0 ? 'Content-Length: 1000000\r\n' : 'Transfer-Encoding: chunked\r\n'),
  drip: (index) => (index % 2 === 0 ? 'xx' : '1\r\nx\r\n'),
};

/** How long each of the slow clients holds its connection, in milliseconds; they come within a second. */
async function holdAll(url: string, clients: SlowClients): Promise<number[]> {
  const holding = Array.from({ length: CONNECTIONS }, async (_client, index) => {
    await sleep((index / CONNECTIONS) * 1000);
    return hold(await openRaw(url), index, clients);
  });
  return Promise.all(holding);
}

async function hold(client: Socket, index: number, { start, drip }: SlowClients): Promise<number> {
  const began = performance.now();
  const patience = new AbortController();
  client.resume().write(start(index));
  const timer = setInterval(() => client.writable && client.write(drip(index)), DRIP);
  await Promise.race([once(client, 'close'), sleep(PATIENCE, undefined, { signal: patience.signal })]);
  patience.abort();
  clearInterval(timer);
  client.destroy();
  return performance.now() - began;
}

async function run(stage: Stage, clients: SlowClients, goal: number): Promise<Finding[]> {
  const { url } = await stage.gateway(await stage.replicas());
  // Before anything is measured, so that the compiler has done its work.
  await Traffic.during({ url, rate: 500 }, () => sleep(2000));
  let times: number[] = [];
  const tally = await Traffic.during({ url, rate: 200 }, async () => {
    times = await holdAll(url, clients);
  });
  return [
    {
      name: `until the last of ${CONNECTIONS} is shed`,
      value: Math.max(...times) / 1000,
      unit: ' s',
      goal,
    },
    { name: "other clients' p99 meanwhile", value: tally.latency(99), unit: ' ms', goal: 100 },
    noneFailed(tally, ' of other clients'),
  ];
}

/** Slowloris. */
export const SLOW_HEADERS: Scenario = {
  name: 'slow-headers',
  purpose: `${CONNECTIONS} clients whose request heads never end`,
  run: (stage) => run(stage, HEADERS, 6),
};

/** Slow POST. */
export const SLOW_BODIES: Scenario = {
  name: 'slow-bodies',
  purpose: `${CONNECTIONS} clients whose request bodies never end`,
  run: (stage) => run(stage, BODIES, 11),
};
