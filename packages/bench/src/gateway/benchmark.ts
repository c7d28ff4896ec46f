import { own } from '../lanes/node-server.ts';
import { CORES } from '../machine/cores.ts';
import { freePort } from '../processes/free-port.ts';
import { startServer } from '../processes/server.ts';
import { comparisonTable } from '../report/comparison-table.ts';
import type { Report } from '../report/report.ts';
import { compare } from '../rounds/comparison.ts';
import { measure } from '../rounds/measure.ts';
import type { Bench } from '../rounds/plan.ts';
import { expectSameAnswers } from '../twins/same-answers.ts';
import { gatewayPlan, hasNginx } from './lanes.ts';
import { nginxFolder } from './nginx.ts';

/** What a proxied request costs in the gateway, beside http-proxy-middleware as shipped and nginx where it is installed. */
export async function benchGateway(bench: Bench, node: string): Promise<Report> {
  const port = await freePort();
  // The upstream is not measured: it shares a core with the load.
  const upstream = await startServer(bench.children, own(node, 'upstream', port), CORES.load);
  const nginx = hasNginx() ? nginxFolder(`127.0.0.1:${port}`) : undefined;
  if (!nginx) bench.progress('nginx is not installed: left out');
  try {
    const plan = gatewayPlan(node, upstream.url, nginx);
    await expectSameAnswers(bench, plan);
    return { text: comparisonTable(compare(plan, await measure(bench, plan))), met: true };
  } finally {
    nginx?.remove();
    await upstream.end();
  }
}
