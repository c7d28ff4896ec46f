import { ServerResponse } from 'node:http';
import { createProxyMiddleware, type Plugin, type RequestHandler } from 'http-proxy-middleware';
import type { ClientResponse } from './client-response.ts';
import { type ClientRequest, GatewayRequest } from './gateway-request.ts';

/** http-proxy-middleware, for all pools. */
export type Proxy = RequestHandler<GatewayRequest>;

/**
 * http-proxy-middleware with our transport in the place of httpxy's: exchanges with replicas over connections of our own,
 * which cost less CPU time, are retried, and end well whatever the replica sends (docs/decisions/0010, 0070). One is enough
 * for a server, for as long as that lives: each leaves a listener on it.
 */
export function createProxy(): Proxy {
  return createProxyMiddleware<GatewayRequest>({
    // The replica is the exchange's choice; an object, because a string would be parsed again for each request.
    target: { host: 'replica', port: 80 },
    // Routes have been matched already, by segments.
    pathFilter: () => true,
    ejectPlugins: true,
    plugins: [transport],
  });
}

const started = Promise.resolve();
const NOTHING = Buffer.alloc(0);

const transport: Plugin<GatewayRequest> = (server) => {
  const start = (request: GatewayRequest): Promise<void> => {
    request.exchange?.start();
    return started;
  };
  server.web = start;
  server.ws = start;
};

/** Passes a request to the proxy; one of the fast path needs none of what http-proxy-middleware does before that. */
export function pass(proxy: Proxy, request: ClientRequest, response: ClientResponse): void {
  if (!(request instanceof GatewayRequest)) {
    request.exchange?.start();
    return;
  }
  // http-proxy-middleware would parse the URL for its path filter, and give up silently on one such as `//`.
  request.url = '';
  if (response instanceof ServerResponse) void proxy(request, response);
  else proxy.upgrade(request, request.socket, NOTHING);
}
