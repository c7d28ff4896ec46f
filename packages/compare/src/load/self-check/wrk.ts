import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';
import { Driver } from '../blocks/driver.ts';
import { moment } from '../blocks/moment.ts';
import { type Moment, usedBetween } from '../blocks/used.ts';
import { completed } from '../generator/tally.ts';
import type { Running } from '../lanes/load-lane.ts';
import { type Cpus, keptOn } from '../machine/cpus.ts';
import { mean } from '../statistics/moments.ts';
import { type Finding, finding, type Workshop } from './check.ts';
import { knownLane } from './known-lane.ts';

const PAIRS = 5;
/** Pairs that have to be sound for a figure. */
const FEWEST = 3;
const SECONDS = 2;
const CONNECTIONS = 32;
/** CPU time a request, so that the server and not the generator is the limit. */
const ENV = { WORK_US: '100' };
/** Share of the servers' processor that others may take, and of its own that the generator may use. */
const FOREIGN = 0.1;
const BUSY = 0.95;

/** A throughput, and whether the machine left server and load alone. */
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
    const ratio = Math.exp(mean(logs));
    const few = logs.length < FEWEST ? ['other programs ran during the rest'] : [];
    return [
      finding('throughput beside wrk', `× ${ratio.toFixed(3)} over ${logs.length} of ${PAIRS} pairs`, {
        right: Math.abs(ratio - 1) <= 0.05,
        faults: few,
      }),
    ];
  } finally {
    await Promise.all([driver.stop(), running.stop()]);
  }
}

async function own({ workshop, running, driver }: Bout): Promise<Rate> {
  const order = { type: 'closed', connections: CONNECTIONS, ramp: 0.2, seconds: SECONDS } as const;
  const { from, to, tally } = await driver.window(order, () => moment(workshop.cpus, running));
  const requests = completed(tally);
  const sound = isAlone(from, to, workshop.cpus) && tally.generator.cpu <= BUSY;
  return { rate: requests / tally.seconds, sound };
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
  return { rate: Number(/^Requests\/sec:\s+([\d.]+)/mu.exec(stdout)?.[1]), sound: isAlone(from, to, cpus) };
}

function isAlone(from: Moment, to: Moment, cpus: Cpus | undefined): boolean {
  const extent = { requests: 1, seconds: SECONDS, processors: cpus?.servers.length ?? 1 };
  const { foreign } = usedBetween(from, to, extent);
  return (foreign ?? 0) <= FOREIGN;
}
