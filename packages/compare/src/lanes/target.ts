import { exchange } from '../exchange/exchange.ts';
import type { Limits } from '../exchange/limits.ts';
import type { ConnectionObservation } from '../exchange/observation.ts';
import type { Endpoint } from '../wire/endpoint.ts';
import { type Lane, LaneError } from './lane.ts';

/** A service that runs somewhere else, under a name of the caller's choosing. */
export interface Target {
  readonly name: string;
  readonly url: URL;
}

const HTTP_PORT = 80;

/** A lane for a service that runs somewhere else, by its URL. */
export function targetLane({ name, url }: Target): Lane {
  const endpoint: Endpoint = {
    host: url.hostname.replaceAll(/[[\]]/gu, ''),
    port: url.port === '' ? HTTP_PORT : Number(url.port),
  };
  return {
    name,
    version: url.host,
    profile: 'url',
    routes: 'lane',
    owned: false,
    start: async () => ({
      endpoint,
      ended: () => undefined,
      complaint: () => '',
      stop: () => Promise.resolve(),
    }),
  };
}

/** Enough for a service that is merely slow, and an end for one that never ends. */
const PREFLIGHT: Limits = {
  answer: 5000,
  close: 1000,
  grace: 50,
  total: 10_000,
  bytes: 4 * 1024 * 1024,
  pause: 0,
};

/**
 * Asks a lane for `/` before any probe is sent, to tell a service that differs from one that is not there.
 *
 * @throws {LaneError} when it is down, speaks no HTTP, is too slow, never ends or closes at once
 */
export async function preflight(lane: Lane, limits: Limits = PREFLIGHT): Promise<void> {
  const instance = await lane.start();
  const { host, port } = instance.endpoint;
  const request = `GET / HTTP/1.1\r\nHost: ${host}:${port}\r\nConnection: close\r\n\r\n`;
  try {
    const { connections } = await exchange(instance, [{ send: request }], limits);
    const reason = connections.map(unusable).find((text) => text !== undefined);
    if (reason !== undefined) throw new LaneError(`target ${lane.name} (http://${host}:${port}) ${reason}`);
  } finally {
    await instance.stop();
  }
}

/** Why nothing can be learnt from a service that answers like this. */
function unusable(connection: ConnectionObservation): string | undefined {
  const { outcome, messages, garbage, overflowed, response } = connection;
  if (outcome === 'refused') return 'is down: nothing accepts a connection there';
  if (overflowed) return `does not end: more than ${response.length} bytes came in answer to GET /`;
  if (garbage)
    return `does not speak HTTP/1: it answered ${JSON.stringify(response.toString('latin1', 0, 40))}`;
  if (messages.some(({ complete }) => complete)) return undefined;
  if (outcome === 'closed') return 'closes the connection without a complete answer to GET /';
  return response.length > 0
    ? 'is too slow: its answer to GET / was not complete in time'
    : 'is too slow: no answer to GET / in time';
}
