import type { Program } from '@echo-twins/shared/lifecycle/run';
import { buildGateway } from './app.ts';
import { GatewayEnvironment } from './config/environment.ts';
import { ConfigSource } from './config/source.ts';
import { formatUpstreamUrls } from './config/upstream-urls.ts';

function sourceOf(environment: GatewayEnvironment): ConfigSource {
  return new ConfigSource(environment.GATEWAY_CONFIG, {
    EXPRESS_UPSTREAM: formatUpstreamUrls(environment.EXPRESS_UPSTREAM),
    FASTIFY_UPSTREAM: formatUpstreamUrls(environment.FASTIFY_UPSTREAM),
  });
}

/** The gateway as a process. */
export const program: Program<typeof GatewayEnvironment> = {
  name: 'gateway',
  environment: GatewayEnvironment,
  log: ({ LOG_LEVEL, LOG_DIRECTORY }) => ({
    level: LOG_LEVEL,
    base: { service: 'gateway' },
    directory: LOG_DIRECTORY,
  }),
  check(environment) {
    const { pools, routes } = sourceOf(environment).read();
    const count = pools.single.size + pools.groups.size;
    return `${environment.GATEWAY_CONFIG}: ${routes.length} routes, ${count} pools, no problems`;
  },
  async build(environment, { logger, lifecycle }) {
    const source = sourceOf(environment);
    const { server, admin, start, reload, draining, stop } = buildGateway({
      config: source.read(),
      trusted: environment.TRUST_PROXY,
      logger,
      lifecycle,
    });
    await start();
    const follower = { logger, changed: reload };
    const unfollow = source.follow(follower);
    return {
      listeners: [
        { server, host: environment.HOST, port: environment.PORT, variable: 'PORT' },
        { server: admin, host: environment.ADMIN_HOST, port: environment.ADMIN_PORT, variable: 'ADMIN_PORT' },
      ],
      drain: { delay: environment.DRAIN_DELAY, timeout: environment.SHUTDOWN_TIMEOUT },
      reload: () => void source.reload(follower),
      draining,
      async stop() {
        unfollow();
        stop();
      },
    };
  },
};
