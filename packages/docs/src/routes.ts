import { findConfig, readConfig } from '@echo-twins/gateway/config/load';
import { ENDPOINTS } from '@echo-twins/shared/contract/endpoints';
import { table } from './table.ts';

/** The upstreams do not matter for the routes, but the configuration needs some. */
const UPSTREAMS = {
  EXPRESS_UPSTREAM: 'http://express-echo:8080',
  FASTIFY_UPSTREAM: 'http://fastify-echo:8080',
};

/** The table of the routes that the gateway has as shipped. */
export function gatewayRoutes(): string {
  const { routes } = readConfig(findConfig('default'), UPSTREAMS);
  return table([
    ['path', 'who answers'],
    ['`/`', 'the gateway: the list of its routes; JSON for `Accept: application/json`'],
    ...routes.map(({ prefix, title }) => [`\`${prefix}/…\``, title]),
    ['`/health`', 'the gateway: how many replicas of each pool can be used'],
  ]);
}

/** The table of what each twin serves. */
export function twinEndpoints(): string {
  return table([
    ['path', 'method', 'answer'],
    ...Object.entries(ENDPOINTS).map(([path, text]) => {
      const [method = '', answer = ''] = text.split(' - ');
      return [`\`${path}\``, method, answer];
    }),
  ]);
}
