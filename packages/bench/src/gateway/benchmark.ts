import type { Part } from '../cli/parts.ts';
import { comparisonTable } from '../report/comparison-table.ts';
import { allMet, type Figure, figureTable } from '../report/figure.ts';
import type { Report } from '../report/report.ts';
import { compare, laneRatio } from '../rounds/comparison.ts';
import { measure } from '../rounds/measure.ts';
import type { Bench, Block } from '../rounds/plan.ts';
import { garbageTable } from './garbage.ts';
import {
  GATEWAY,
  gatewayLane,
  missingPeers,
  nodeLanes,
  peerLanes,
  REQUESTS,
  SHIPPED,
  shippedLane,
} from './lanes.ts';
import { memoryOverRequests } from './memory.ts';
import { latencyFigures } from './latency.ts';
import { withUpstream } from './upstream.ts';

/** How many times the CPU time of others the gateway may take. */
const GOALS: Readonly<Record<string, number>> = { caddy: 0.6, [SHIPPED]: 0.65, nginx: 2.2 };

/** What a proxied request costs in the gateway, beside http-proxy-middleware as shipped and nginx where it is installed. */
export function gatewayTable(bench: Bench, node: string): Promise<string> {
  return withUpstream(bench, node, async (site) => {
    const others = [gatewayLane(site), ...peerLanes(site, ['nginx'])];
    const lanes = [shippedLane(site), ...others.map((lane) => ({ ...lane, baseline: SHIPPED }))];
    const plan = { lanes, requests: REQUESTS };
    return comparisonTable(compare(plan, await measure(bench, plan)));
  });
}

/** What the gateway with everything on costs beside other gateways, how long it takes, and what it keeps. */
export const GATEWAY_PARTS: readonly Part[] = [
  { name: 'cost', purpose: 'CPU time of a proxied request', run: cost },
  { name: 'latency', purpose: "the 99th percentile at half of the gateway's capacity", run: latency },
  { name: 'memory', purpose: 'memory after a million requests', run: memory },
  { name: 'garbage', purpose: 'bytes of objects made for a request', run: garbage },
];

function cost(bench: Bench, node: string): Promise<Report> {
  return withUpstream(bench, node, async (site) => {
    const others = [gatewayLane(site), ...nodeLanes(site), ...peerLanes(site)];
    const lanes = [shippedLane(site), ...others.map((lane) => ({ ...lane, baseline: SHIPPED }))];
    const plan = { lanes, requests: REQUESTS };
    const blocks = await measure(bench, plan);
    const figures = costFigures(blocks);
    const text = [
      comparisonTable(compare(plan, blocks)),
      ...missingPeers().map(skipped),
      figureTable(figures),
    ];
    return { text: text.join('\n\n'), met: allMet(figures) };
  });
}

function latency(bench: Bench, node: string): Promise<Report> {
  return withUpstream(bench, node, async (site) => {
    const figures = await latencyFigures(bench, site);
    const text = figures.length === 0 ? 'p99: not measured, as it takes nginx and wrk' : figureTable(figures);
    return { text, met: allMet(figures) };
  });
}

function memory(bench: Bench, node: string): Promise<Report> {
  return withUpstream(bench, node, async (site) => {
    const figures = [await memoryOverRequests(bench, gatewayLane(site))];
    return { text: figureTable(figures), met: allMet(figures) };
  });
}

function garbage(bench: Bench, node: string): Promise<Report> {
  return withUpstream(bench, node, async (site) => {
    const lanes = [gatewayLane(site), shippedLane(site), ...nodeLanes(site)];
    return { text: await garbageTable(bench, lanes), met: true };
  });
}

function costFigures(blocks: readonly Block[]): Figure[] {
  return REQUESTS.flatMap(({ name: request }) =>
    Object.entries(GOALS).flatMap(([baseline, goal]) => {
      const ratio = laneRatio(blocks, request, [GATEWAY, baseline]);
      return ratio === undefined
        ? []
        : [{ name: `${request}: CPU a request`, value: ratio.ratio, goal, unit: ` × ${baseline}` }];
    }),
  );
}

function skipped(peer: string): string {
  return `${peer}: not measured, as it is not installed (Debian: apt install ${peer})`;
}
