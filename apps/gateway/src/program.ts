import type { Program } from '@echo-twins/shared/lifecycle/run';
import { buildGateway } from './app.ts';
import { GatewayEnvironment } from './config/environment.ts';
import { findConfig, readConfig } from './config/load.ts';
import { formatUpstreamUrls } from './config/upstream-urls.ts';

/** The gateway as a process. */
export const program: Program<typeof GatewayEnvironment> = {
  name: 'gateway',
  environment: GatewayEnvironment,
  log: ({ LOG_LEVEL }) => ({ level: LOG_LEVEL, base: { service: 'gateway' } }),
  async build(environment, { logger, lifecycle }) {
    const config = readConfig(findConfig(environment.GATEWAY_CONFIG), {
      EXPRESS_UPSTREAM: formatUpstreamUrls(environment.EXPRESS_UPSTREAM),
      FASTIFY_UPSTREAM: formatUpstreamUrls(environment.FASTIFY_UPSTREAM),
    });
    const { server, admin, start, draining, stop } = buildGateway({
      config,
      trusted: environment.TRUST_PROXY,
      logger,
      lifecycle,
    });
    await start();
    return {
      listeners: [
        { server, host: environment.HOST, port: environment.PORT, variable: 'PORT' },
        { server: admin, host: environment.ADMIN_HOST, port: environment.ADMIN_PORT, variable: 'ADMIN_PORT' },
      ],
      drain: { delay: environment.DRAIN_DELAY, timeout: environment.SHUTDOWN_TIMEOUT },
      draining,
      stop: async () => stop(),
    };
  },
};
