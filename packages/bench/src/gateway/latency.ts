import { LoadError } from '../load/generator.ts';
import { findProgram } from '../machine/program.ts';
import { freePort } from '../processes/free-port.ts';
import { startServer } from '../processes/server.ts';
import type { Figure } from '../report/figure.ts';
import type { Lane } from '../rounds/lane.ts';
import type { Bench } from '../rounds/plan.ts';
import { median } from '../statistics/median.ts';
import { gatewayLane, GET, type GatewaySite, peerLanes } from './lanes.ts';

const SECONDS = 5;
const WARM = 3;
const ROUNDS = 5;
/** How long each connection waits before its next request on average, in milliseconds: much longer than an answer takes. */
const PAUSE = 5;

/**
 * The 99th percentile of the time to an answer at a rate that is about half of what the gateway can do, against nginx's at
 * the same rate. Many connections pause between requests, so that the load does not wait for answers, and wrk makes it: a
 * generator in JavaScript would be what is measured. Nothing where nginx or wrk is not installed.
 */
export async function latencyFigures(bench: Bench, site: GatewaySite): Promise<Figure[]> {
  const [nginx] = peerLanes(site, ['nginx']);
  if (!nginx || findProgram('wrk') === undefined) return [];
  const gateway = gatewayLane(site);
  const rate = (await capacity(bench, gateway)) / 2;
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let round = 1; round <= ROUNDS; round += 1) {
    ours.push(await percentile99(bench, gateway, rate));
    theirs.push(await percentile99(bench, nginx, rate));
    bench.progress(
      `p99 at ${rate.toFixed(0)}/s: ${ours.at(-1)?.toFixed(2)} ms, nginx ${theirs.at(-1)?.toFixed(2)} ms`,
    );
  }
  const name = `GET: p99 at ${rate.toFixed(0)}/s, half of capacity (${median(ours).toFixed(2)} ms)`;
  return [{ name, value: median(ours) / median(theirs), goal: 2, unit: ` × nginx` }];
}

/** Answers a second when there is always a next request. */
async function capacity(bench: Bench, lane: Lane): Promise<number> {
  const server = await startServer(bench.children, lane.command(await freePort()));
  const { connections, seconds } = bench.pace;
  const load = { url: server.url, request: GET, connections, seconds };
  await bench.generator.run(bench.children, load);
  const { rate } = await bench.generator.run(bench.children, load);
  await server.end();
  return rate;
}

async function percentile99(bench: Bench, lane: Lane, rate: number): Promise<number> {
  const server = await startServer(bench.children, lane.command(await freePort()));
  const connections = Math.round((rate * PAUSE) / 1000);
  const load = { url: server.url, request: GET, connections, pause: PAUSE };
  // What comes first is for the compiler.
  await bench.generator.run(bench.children, { ...load, seconds: WARM });
  const { failures, p99 } = await bench.generator.run(bench.children, { ...load, seconds: SECONDS });
  await server.end();
  if (failures > 0 || p99 === undefined) throw new LoadError(`${lane.name}: ${failures} requests failed`);
  return p99 / 1000;
}
