import type { Fleet } from './child.ts';
import { freePort } from './free-port.ts';
import type { Instance, Lane } from './lane.ts';
import { startService } from './service.ts';

/**
 * A lane through the gateway: what the client sends goes to the gateway, which is configured so that every path goes to this one
 * service, unchanged.
 */
export function throughGateway(lane: Lane, fleet: Fleet): Lane {
  return { ...lane, name: `${lane.name}+gateway`, start: async () => join(await lane.start(), fleet) };
}

async function join(upstream: Instance, fleet: Fleet): Promise<Instance> {
  const { host, port } = upstream.endpoint;
  const address = `http://${host}:${port}`;
  const env = {
    GATEWAY_CONFIG: 'load-balancer',
    EXPRESS_UPSTREAM: address,
    FASTIFY_UPSTREAM: address,
    ADMIN_PORT: String(await freePort()),
  };
  try {
    const gateway = await startService(fleet, { app: 'gateway', env });
    return {
      ...gateway,
      ended: () => gateway.ended() ?? upstream.ended(),
      complaint: () => gateway.complaint() || upstream.complaint(),
      stop: async () => {
        await Promise.all([gateway.stop(), upstream.stop()]);
      },
    };
  } catch (error) {
    await upstream.stop();
    throw error;
  }
}
