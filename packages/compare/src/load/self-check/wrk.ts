import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';
import { Driver } from '../blocks/driver.ts';
import { completed } from '../generator/tally.ts';
import { keptOn } from '../machine/cpus.ts';
import { mean } from '../statistics/moments.ts';
import type { Endpoint } from '../../wire/endpoint.ts';
import type { Finding, Workshop } from './check.ts';
import { knownLane } from './known-lane.ts';

const PAIRS = 5;
const SECONDS = 2;
const CONNECTIONS = 32;
/** CPU time a request, so that the server and not the generator is the limit. */
const ENV = { WORK_US: '100' };

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
    await own(driver);
    const logs: number[] = [];
    for (let pair = 0; pair < PAIRS; pair += 1) {
      const theirs = await wrkRate(workshop, endpoint);
      logs.push(Math.log((await own(driver)) / theirs));
    }
    const ratio = Math.exp(mean(logs));
    return [
      {
        name: 'throughput beside wrk',
        measured: `× ${ratio.toFixed(3)} over ${PAIRS} pairs`,
        right: Math.abs(ratio - 1) <= 0.05,
      },
    ];
  } finally {
    await Promise.all([driver.stop(), running.stop()]);
  }
}

async function own(driver: Driver): Promise<number> {
  driver.tell({ type: 'closed', connections: CONNECTIONS, ramp: 0.2, seconds: SECONDS });
  await driver.word('started');
  await driver.word('over');
  const { tally } = await driver.word('tally');
  return completed(tally) / tally.seconds;
}

async function wrkRate({ cpus }: Workshop, { host, port }: Endpoint): Promise<number> {
  const address = `http://${host}:${port}/`;
  const { command, args } = keptOn(cpus?.generator, [
    'wrk',
    '-t1',
    `-c${CONNECTIONS}`,
    `-d${SECONDS}s`,
    address,
  ]);
  const { stdout } = await promisify(execFile)(command, args);
  return Number(/^Requests\/sec:\s+([\d.]+)/mu.exec(stdout)?.[1]);
}
