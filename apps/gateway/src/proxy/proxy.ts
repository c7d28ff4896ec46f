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

const transport: Plugin<GatewayRequest> = (server) => {
  server.web = (request) => {
    request.exchange?.start();
    return started;
  };
  const cross = server.ws;
  server.ws = (request, socket, options, head: unknown) => {
    const { agent } = request.crossing ?? {};
    return Reflect.apply(cross, server, [request, socket, { ...options, agent }, head]);
  };
  server.on('error', (error, request) => request?.crossing?.fail(error));
};

/** Passes a request to the proxy; one of the fast path needs none of what http-proxy-middleware does before that. */
export function pass(proxy: Proxy, request: ClientRequest, response: ClientResponse): void {
  if (!(request instanceof GatewayRequest && response instanceof ServerResponse)) {
    request.exchange?.start();
    return;
  }
  // http-proxy-middleware would parse the URL for its path filter, and give up silently on one such as `//`.
  request.url = '';
  void proxy(request, response);
}
