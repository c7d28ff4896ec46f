import { type Server, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { listen } from '@echo-twins/shared/lifecycle/listen';
import { FrontServer } from '../../src/fast-path/front-server.ts';
import type { ClientResponse } from '../../src/proxy/client-response.ts';
import { type ClientRequest, GatewayRequest } from '../../src/proxy/gateway-request.ts';
import { linesOf } from '../../src/proxy/field-lines.ts';
import { GatewayResponse } from '../../src/proxy/gateway-response.ts';
import { onCleanup } from './cleanup.ts';
import type { RawClient } from './raw-client.ts';
import { until } from './until.ts';

/** What a server of a test answers, and what bounds it. */
export interface FrontOptions {
  readonly headersTimeout?: number;
  readonly keepAliveTimeout?: number;
}

/** A front server without a gateway behind it. */
export async function startFront(
  listener: (request: ClientRequest, response: ClientResponse) => void,
  { headersTimeout = 5000, keepAliveTimeout = 65_000 }: FrontOptions = {},
) {
  const options = { headersTimeout, keepAliveTimeout, requestTimeout: 0, connectionsCheckingInterval: 20 };
  const server = new FrontServer({
    ...options,
    IncomingMessage: GatewayRequest,
    ServerResponse: GatewayResponse,
  });
  server.on('request', listener);
  const port = await listen({ server, host: '127.0.0.1', port: 0, variable: 'PORT' });
  onCleanup(() => {
    server.close();
    server.closeAllConnections();
  });
  return { server, port, send: sender(server) };
}

/** Sends parts on connections to a server that are opened from now on, each when the one before it has been read. */
export function sender(server: Server): (client: RawClient, ...parts: readonly string[]) => Promise<void> {
  const sockets = new Map<number | undefined, Socket>();
  server.on('connection', (socket) => sockets.set(socket.remotePort, socket));
  return async ({ socket }, ...parts) => {
    await until(() => sockets.has(socket.localPort));
    for (const part of parts) {
      const { bytesRead = 0 } = sockets.get(socket.localPort) ?? {};
      socket.write(part, 'latin1');
      await until(() => {
        const peer = sockets.get(socket.localPort);
        return peer?.closed !== false || peer.bytesRead >= bytesRead + part.length;
      });
    }
  };
}

/** Settles an answer's head, of `[name, value, …]`. */
export function begin(
  response: ClientResponse,
  status: number,
  reason = STATUS_CODES[status] ?? '',
  fields: readonly string[] = [],
): void {
  const names = new Set(fields.filter((_text, index) => index % 2 === 0).map((name) => name.toLowerCase()));
  const head = { lines: linesOf(fields), dated: names.has('date'), framed: names.has('content-length') };
  response.writeLines(status, reason, head);
}
