import { describeEcho } from '@echo-twins/conformance/describe-echo';
import { createTrust } from '@echo-twins/shared/http/client-address';
import { EXPRESS, FASTIFY } from '@echo-twins/shared/contract/frameworks';
import { listen } from '@echo-twins/shared/lifecycle/listen';
import { memoryLog } from '@echo-twins/shared/logging/memory-log';
import { buildGateway } from '../src/app.ts';
import { findConfig, readConfig } from '../src/config/load.ts';
import { NOBODY } from './support/gateway.ts';
import { patient } from './support/patience.ts';
import { startTwin } from './support/twin.ts';

const TWINS = [
  {
    framework: EXPRESS,
    name: 'express-echo',
    variable: 'EXPRESS_UPSTREAM',
    prefixes: ['/flask', '/express'],
  },
  {
    framework: FASTIFY,
    name: 'fastify-echo',
    variable: 'FASTIFY_UPSTREAM',
    prefixes: ['/fastapi', '/fastify'],
  },
] as const;

for (const { framework, name, variable, prefixes } of TWINS) {
  for (const prefix of prefixes) {
    describeEcho(`the ${framework.name} twin behind ${prefix}`, async () => {
      const twin = await startTwin(name);
      const upstreams = { EXPRESS_UPSTREAM: NOBODY, FASTIFY_UPSTREAM: NOBODY, [variable]: twin.url };
      const gateway = buildGateway({
        config: patient(readConfig(findConfig('default'), upstreams)),
        trusted: createTrust('none'),
        logger: memoryLog('silent').logger,
        lifecycle: { phase: 'ready' },
      });
      await gateway.start();
      const port = await listen({ server: gateway.server, host: '127.0.0.1', port: 0, variable: 'PORT' });
      return {
        at: `http://127.0.0.1:${port}${prefix}`,
        framework,
        async stop() {
          gateway.stop();
          gateway.server.close();
          gateway.server.closeAllConnections();
          await twin.stop();
        },
      };
    });
  }
}
