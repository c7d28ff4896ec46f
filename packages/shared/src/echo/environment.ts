import * as z from 'zod';
import { withDefault } from '../config/environment.ts';
import {
  choice,
  databaseUrl,
  duration,
  folder,
  host,
  label,
  logLevel,
  port,
  secret,
  secretFile,
  size,
  trust,
} from '../config/values.ts';

/** What an echo service reads from its environment. */
export const EchoEnvironment = z.object({
  PORT: withDefault(port(), '8080', 'where it listens'),
  HOST: withDefault(host(), '0.0.0.0', 'the address it listens on'),
  APP_VERSION: withDefault(label(), '1.0.0', 'the version that answers tell'),
  LOG_LEVEL: withDefault(logLevel(), 'info', 'what is logged, from this level on'),
  LOG_DIRECTORY: folder().optional().meta({
    purpose: 'where the log is written, too: `SERVICE-HOSTNAME.log`, rotated at 10 MiB',
    fallback: 'none',
  }),
  METRICS_PORT: port().optional().meta({ purpose: 'where `/metrics` is, for Prometheus', fallback: 'none' }),
  ECHO_PROFILE: withDefault(
    choice('native', 'aligned'),
    'native',
    'whose behaviour: each framework’s own, or one for both',
  ),
  BODY_LIMIT: withDefault(size(), '1 MiB', 'the largest request body'),
  TRUST_PROXY: withDefault(trust(), 'none', 'whose `X-Forwarded-For` is believed'),
  DATABASE_URL: databaseUrl()
    .optional()
    .meta({ purpose: 'the PostgreSQL that keeps the journal for all replicas', fallback: 'none' }),
  DATABASE_PASSWORD: secret()
    .optional()
    .meta({ purpose: 'its password, instead of one in `DATABASE_URL`', fallback: 'none' }),
  DATABASE_PASSWORD_FILE: secretFile()
    .optional()
    .meta({ purpose: 'where that password is, such as a secret of Docker', fallback: 'none' }),
  DRAIN_DELAY: withDefault(duration(), '500ms', 'how long requests are still taken after SIGTERM'),
  SHUTDOWN_TIMEOUT: withDefault(duration(), '8s', 'when requests in flight are cut off after SIGTERM'),
});

/** An echo service's configuration. */
export type EchoConfig = Readonly<z.infer<typeof EchoEnvironment>>;
