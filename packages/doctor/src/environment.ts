import { withDefault } from '@echo-twins/shared/config/environment';
import { port } from '@echo-twins/shared/config/values';
import * as z from 'zod';

/** What the doctor reads from its environment: the variables that `npm start` and compose take their ports from. */
export const DoctorEnvironment = z.object({
  GATEWAY_PORT: z
    .optional(port())
    .meta({ purpose: 'the gateway’s port', fallback: '`PORT`, else 8080; 80 with compose' }),
  PORT: withDefault(
    port(),
    '8080',
    'the gateway’s port with `npm start`, unless `GATEWAY_PORT` says otherwise',
  ),
  EXPRESS_PORT: withDefault(port(), '8081', 'the Express twin’s port with `npm start`'),
  FASTIFY_PORT: withDefault(port(), '8082', 'the Fastify twin’s port with `npm start`'),
  ADMIN_PORT: withDefault(port(), '9901', 'the port of the gateway’s admin listener'),
  COMPOSE_PROJECT_NAME: z.optional(z.string().regex(/^[a-z0-9][a-z0-9_-]*$/u)).meta({
    purpose: 'the compose project to look at',
    accepted: 'a compose project’s name: small letters, digits, - and _',
  }),
});

/** The doctor's configuration. */
export type DoctorConfig = Readonly<z.infer<typeof DoctorEnvironment>>;
