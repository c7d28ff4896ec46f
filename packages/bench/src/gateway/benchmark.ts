import { comparisonTable } from '../report/comparison-table.ts';
import { allMet, type Figure, figureTable } from '../report/figure.ts';
import type { Report } from '../report/report.ts';
import { compare, laneRatio } from '../rounds/comparison.ts';
import { measure } from '../rounds/measure.ts';
import type { Bench, Block } from '../rounds/plan.ts';
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

/** What a proxied request costs: the gateway with everything on beside other gateways. */
export function benchGateway(bench: Bench, node: string): Promise<Report> {
  return withUpstream(bench, node, async (site) => {
    const others = [gatewayLane(site), ...nodeLanes(site), ...peerLanes(site)];
    const lanes = [shippedLane(site), ...others.map((lane) => ({ ...lane, baseline: SHIPPED }))];
    const plan = { lanes, requests: REQUESTS };
    const blocks = await measure(bench, plan);
    const comparisons = compare(plan, blocks);
    const capacity = comparisons.find(({ lane, request }) => lane.name === GATEWAY && request === 'GET');
    const figures = [
      ...costFigures(blocks),
      ...(await latencyFigures(bench, site, (capacity?.rate ?? 0) / 2)),
      await memoryOverRequests(bench, gatewayLane(site)),
    ];
    const text = [comparisonTable(comparisons), ...missingPeers().map(skipped), figureTable(figures)];
    return { text: text.join('\n\n'), met: allMet(figures) };
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
