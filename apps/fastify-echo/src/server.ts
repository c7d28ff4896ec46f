import type { Server } from 'node:http';
import type { EchoDependencies } from '@echo-twins/shared/echo/dependencies';
import { limitSockets } from '@echo-twins/shared/http/limits';
import { buildApp } from './app.ts';

/** The HTTP server of the Fastify app, with bounds on every wait; it does not listen yet. */
export async function buildServer(dependencies: EchoDependencies): Promise<Server> {
  const { limits } = dependencies;
  const app = buildApp(dependencies);
  await app.ready();
  limitSockets(app.server, limits);
  return app.server;
}
