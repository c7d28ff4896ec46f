import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';
import { Driver } from '../blocks/driver.ts';
import { moment } from '../blocks/moment.ts';
import type { Moment } from '../blocks/used.ts';
import { completed } from '../generator/tally.ts';
import type { Running } from '../lanes/load-lane.ts';
import { keptOn } from '../machine/cpus.ts';
import { paired } from '../statistics/paired.ts';
import { type Finding, finding, type Workshop } from './check.ts';
import { knownLane } from './known-lane.ts';

const PAIRS = 5;
/** Pairs that have to be sound for a figure. */
const FEWEST = 3;
const SECONDS = 2;
const CONNECTIONS = 32;
/** CPU time a request, so that the server and not the generator is the limit. */
const ENV = { WORK_US: '100' };
/** Share of a processor that the server has to get. With less, the figure tells who else ran: on its processor or on the load's. */
const SERVED = 0.9;
const WITHIN = Math.log(1.05);

/** A throughput, and whether the server was its limit. */
interface Rate {
  readonly rate: number;
  readonly sound: boolean;
}

interface Bout {
  readonly workshop: Workshop;
  readonly running: Running;
  readonly driver: Driver;
}

/** Throughput by wrk and by this generator, in turns on one server: they have to agree within 5 %. Nothing where wrk is not installed. */
export async function besideWrk(workshop: Workshop): Promise<Finding[]> {
  if (spawnSync('wrk', ['--version'], { stdio: 'ignore' }).error) return [];
  const running = await knownLane('known', ENV, workshop).start();
  const driver = await Driver.start(workshop.fleet, workshop.cpus);
  try {
    const { endpoint } = running;
    const request = Buffer.from(`GET / HTTP/1.1\r\nHost: ${endpoint.host}\r\n\r\n`).toString('base64');
    driver.tell({ type: 'target', ...endpoint, request, alone: false });
    await driver.word('answer');
    const logs: number[] = [];
    const bout = { workshop, running, driver };
    await own(bout);
    for (let pair = 0; pair < PAIRS; pair += 1) {
      const [theirs, ours] = [await byWrk(bout), await own(bout)];
      if (theirs.sound && ours.sound) logs.push(Math.log(ours.rate / theirs.rate));
    }
    return [agreement(logs)];
  } finally {
    await Promise.all([driver.stop(), running.stop()]);
  }
}

/** What ln(own ÷ wrk's) of each sound pair says: wrong is only what the interval proves to be off by more than 5 %. */
export function agreement(logs: readonly number[]): Finding {
  const name = 'throughput beside wrk';
  const over = `over ${logs.length} of ${PAIRS} pairs`;
  if (logs.length < FEWEST)
    return finding(name, `sound ${over}`, { right: false, faults: ['other programs ran during the rest'] });
  const { mean, low, high } = paired(logs);
  const [ratio, ...ends] = [mean, low, high].map((log) => Math.exp(log).toFixed(3));
  const right = Math.abs(mean) <= WITHIN;
  const open = !right && low <= WITHIN && high >= -WITHIN;
  return finding(name, `× ${ratio} (${ends.join(' – ')}) ${over}`, {
    right,
    faults: open ? ['the machine is too restless to tell 5 %'] : [],
  });
}

async function own({ workshop, running, driver }: Bout): Promise<Rate> {
  const order = { type: 'closed', connections: CONNECTIONS, ramp: 0.2, seconds: SECONDS } as const;
  const { from, to, tally } = await driver.window(order, () => moment(workshop.cpus, running));
  return { rate: completed(tally) / tally.seconds, sound: isLimit(from, to) };
}

async function byWrk({ workshop: { cpus }, running }: Bout): Promise<Rate> {
  const { host, port } = running.endpoint;
  const { command, args } = keptOn(cpus?.generator, [
    'wrk',
    '-t1',
    `-c${CONNECTIONS}`,
    `-d${SECONDS}s`,
    `http://${host}:${port}/`,
  ]);
  const from = await moment(cpus, running);
  const { stdout } = await promisify(execFile)(command, args);
  const to = await moment(cpus, running);
  return { rate: Number(/^Requests\/sec:\s+([\d.]+)/mu.exec(stdout)?.[1]), sound: isLimit(from, to) };
}

function isLimit({ usage: from }: Moment, { usage: to }: Moment): boolean {
  return from !== undefined && to !== undefined && (to.cpu - from.cpu) / 1000 / (to.at - from.at) >= SERVED;
}
