import type { Socket } from 'node:net';
import type { startGateway } from './gateway.ts';
import { metricsOf } from './metrics.ts';
import { until } from './until.ts';

type Gateway = Awaited<ReturnType<typeof startGateway>>;

/** Nothing is left of what was asked, neither in the gateway nor at the replica. */
export async function expectNothingLeft(
  { adminUrl }: Gateway,
  sockets: readonly Socket[] = [],
): Promise<void> {
  await until(async () => {
    const metrics = await metricsOf(adminUrl);
    return metrics.get('gateway_requests_in_flight') === 0 && metrics.get('gateway_websockets') === 0;
  });
  await until(() => sockets.every(({ closed }) => closed));
}

/** The statuses of the requests that have been logged. */
export const statuses = ({ requests }: Gateway) => requests().map((line) => line['status']);
