import { withDefault } from '@echo-twins/shared/config/environment';
import { duration, folder, host, logLevel, port, trust } from '@echo-twins/shared/config/values';
import * as z from 'zod';
import { ACCEPTED_NAMES } from './shipped.ts';
import { upstreamUrls } from './upstream-urls.ts';

const configuration = () => z.string().min(1).meta({ accepted: ACCEPTED_NAMES });

/** What the gateway reads from its environment. */
export const GatewayEnvironment = z.object({
  PORT: withDefault(port(), '8080', 'where it listens'),
  HOST: withDefault(host(), '0.0.0.0', 'the address it listens on'),
  ADMIN_PORT: withDefault(port(), '9901', 'where the admin listener is'),
  ADMIN_HOST: withDefault(host(), '127.0.0.1', 'the address of the admin listener'),
  EXPRESS_UPSTREAM: withDefault(
    upstreamUrls(),
    'http://127.0.0.1:8081',
    'the Express twin: a name is resolved to all its addresses, again and again',
  ),
  FASTIFY_UPSTREAM: withDefault(upstreamUrls(), 'http://127.0.0.1:8082', 'the Fastify twin, likewise'),
  TRUST_PROXY: withDefault(trust(), 'none', 'whose `X-Forwarded-*` is believed'),
  GATEWAY_CONFIG: withDefault(configuration(), 'default', 'which routes and pools'),
  LOG_LEVEL: withDefault(logLevel(), 'info', 'what is logged, from this level on'),
  LOG_DIRECTORY: folder().optional().meta({
    purpose: 'where the log is written, too: `SERVICE-HOSTNAME.log`, rotated at 10 MiB',
    fallback: 'none',
  }),
  DRAIN_DELAY: withDefault(duration(), '500ms', 'how long requests are still taken after SIGTERM'),
  SHUTDOWN_TIMEOUT: withDefault(duration(), '8s', 'when requests in flight are cut off after SIGTERM'),
});

/** The gateway's environment, read. */
export type GatewayEnvironment = Readonly<z.infer<typeof GatewayEnvironment>>;
