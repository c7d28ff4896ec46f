import { app, own } from '../lanes/node-server.ts';
import { get, postJson } from '../load/request.ts';
import { findProgram } from '../machine/program.ts';
import type { Lane } from '../rounds/lane.ts';
import type { Plan } from '../rounds/plan.ts';
import { type NginxFolder, READY } from './nginx.ts';

const SHIPPED = 'http-proxy-middleware as shipped';

/** Whether nginx is there to be compared with. */
export const hasNginx = (): boolean => findProgram('nginx') !== undefined;

/** The gateway with everything on (access log, health checks), http-proxy-middleware and others in front of one upstream. */
export function gatewayPlan(node: string, upstream: string, nginx: NginxFolder | undefined): Plan {
  const peer = (name: string, server: string): Lane => ({
    name,
    command: (port) => ({ ...own(node, server, port, upstream), ready: READY }),
  });
  const lanes: Lane[] = [
    peer(SHIPPED, 'hpm-as-shipped'),
    { ...peer('@fastify/http-proxy', 'fastify-http-proxy'), baseline: SHIPPED },
    {
      name: 'gateway',
      logs: true,
      baseline: SHIPPED,
      command: (port) => ({
        ...app(node, 'gateway', {
          PORT: String(port),
          ADMIN_PORT: '0',
          EXPRESS_UPSTREAM: upstream,
          FASTIFY_UPSTREAM: upstream,
        }),
        ready: READY,
      }),
    },
  ];
  if (nginx) lanes.push({ name: 'nginx', baseline: SHIPPED, command: (port) => nginx.command(port) });
  return { requests: [get('/flask/'), postJson('/flask/echo', { message: 'x'.repeat(1000) })], lanes };
}
