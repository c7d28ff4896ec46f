import { createTrust } from '@echo-twins/shared/http/client-address';
import { listen } from '@echo-twins/shared/lifecycle/listen';
import { Lifecycle } from '@echo-twins/shared/lifecycle/phase';
import { memoryLog } from '@echo-twins/shared/logging/memory-log';
import { buildGateway } from '../../src/app.ts';
import { findConfig, readConfig } from '../../src/config/load.ts';
import type { GatewayConfig } from '../../src/config/schema.ts';
import type { Resolve } from '../../src/pools/discovery.ts';
import { onCleanup } from './cleanup.ts';
import { patient } from './patience.ts';

/** A gateway for a test. */
export interface TestGatewayOptions {
  /** A configuration as YAML; the default configuration otherwise. */
  readonly config?: string;
  /** What stands for `${EXPRESS_UPSTREAM}` and `${FASTIFY_UPSTREAM}`. */
  readonly express?: string;
  readonly fastify?: string;
  readonly shipped?: string;
  readonly trust?: string;
  readonly resolve?: Resolve;
}

/** A port where nobody listens: reserved, never assigned (RFC 6335 §6). */
export const NOBODY = 'http://127.0.0.1:1';

/** Starts a gateway in this process, on free ports. */
export async function startGateway(options: TestGatewayOptions) {
  const { logger, lines } = memoryLog('debug');
  const text = options.config;
  const source =
    text === undefined ? findConfig(options.shipped ?? 'default') : { source: 'test.yaml', text };
  const config = readConfig(source, {
    EXPRESS_UPSTREAM: options.express ?? NOBODY,
    FASTIFY_UPSTREAM: options.fastify ?? NOBODY,
  });
  const lifecycle = new Lifecycle();
  const gateway = buildGateway({
    config: patient(config),
    trusted: createTrust(options.trust ?? 'none'),
    logger,
    lifecycle,
    ...(options.resolve && { resolve: options.resolve }),
  });
  await gateway.start();
  const place = { host: '127.0.0.1', port: 0, variable: 'PORT' };
  const port = await listen({ server: gateway.server, ...place });
  const adminPort = await listen({ server: gateway.admin, ...place });
  lifecycle.ready();
  onCleanup(() => {
    gateway.stop();
    for (const server of [gateway.server, gateway.admin]) {
      server.close();
      server.closeAllConnections();
    }
  });
  return {
    ...gateway,
    reload: (next: GatewayConfig) => gateway.reload(patient(next)),
    lifecycle,
    port,
    url: `http://127.0.0.1:${port}`,
    adminUrl: `http://127.0.0.1:${adminPort}`,
    lines,
    /** The log lines of finished requests. */
    requests: () => lines.filter((line) => line['msg'] === 'request'),
  };
}
