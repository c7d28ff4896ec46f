import { createHistogram } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { LoadError } from '../load/generator.ts';
import { openLoop } from '../load/open-loop.ts';
import { freePort } from '../processes/free-port.ts';
import { startServer } from '../processes/server.ts';
import type { Figure } from '../report/figure.ts';
import type { Lane } from '../rounds/lane.ts';
import type { Bench } from '../rounds/plan.ts';
import { median } from '../statistics/median.ts';
import { gatewayLane, GET, type GatewaySite, peerLanes } from './lanes.ts';

const SECONDS = 10;
const ROUNDS = 3;

/**
 * The 99th percentile of the time to an answer at a rate that is half of what the gateway can do, against nginx's at the
 * same rate. Nothing where nginx is not installed.
 */
export async function latencyFigures(bench: Bench, site: GatewaySite): Promise<Figure[]> {
  const [nginx] = peerLanes(site, ['nginx']);
  if (!nginx) return [];
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
  const times = createHistogram();
  const started = performance.now();
  const stop = new AbortController();
  const load = { url: server.url, requests: [GET], rate, signal: stop.signal };
  let failed = 0;
  const running = openLoop(load, ({ status, latency, sentAt }) => {
    if (status !== 200) failed += 1;
    // What came before is for the compiler.
    else if (sentAt - started > (SECONDS / 2) * 1000) times.record(Math.max(1, Math.round(latency * 1000)));
  });
  await sleep(SECONDS * 1000);
  stop.abort();
  await running;
  await server.end();
  if (failed > 0) throw new LoadError(`${lane.name}: ${failed} requests failed at ${rate}/s`);
  return times.percentile(99) / 1000;
}
