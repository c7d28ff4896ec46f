import { withDefault } from '@echo-twins/shared/config/environment';
import { host, port } from '@echo-twins/shared/config/values';
import * as z from 'zod';

/** What `npm start` reads from its environment. Everything else there reaches the three programs as it is. */
export const LauncherEnvironment = z.object({
  GATEWAY_PORT: z
    .optional(port())
    .meta({ purpose: 'where the gateway listens', fallback: '`PORT`, else `8080`' }),
  EXPRESS_PORT: withDefault(port(), '8081', 'where the Express twin listens'),
  FASTIFY_PORT: withDefault(port(), '8082', 'where the Fastify twin listens'),
  ADMIN_PORT: withDefault(port(), '9901', 'where the gateway’s admin listener is, on 127.0.0.1'),
  PORT: withDefault(port(), '8080', 'the gateway’s port, unless `GATEWAY_PORT` says otherwise'),
  HOST: withDefault(host(), '0.0.0.0', 'the address that all three listen on'),
});

/** The launcher's configuration. */
export type LauncherConfig = Readonly<z.infer<typeof LauncherEnvironment>>;
