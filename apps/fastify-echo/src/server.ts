import type { Server } from 'node:http';
import type { EchoDependencies } from '@echo-twins/shared/echo/service';
import { buildApp } from './app.ts';

/** The HTTP server of the Fastify app, with bounds on every wait; it does not listen yet. */
export async function buildServer(dependencies: EchoDependencies): Promise<Server> {
  const app = buildApp(dependencies);
  await app.ready();
  // Bounded by size, not by number: beyond 2000 Node would silently drop fields.
  app.server.maxHeadersCount = 0;
  return app.server;
}
