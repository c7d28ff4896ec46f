import { createServer, type Server } from 'node:http';
import type { EchoDependencies } from '@echo-twins/shared/echo/service';
import { SERVICE_LIMITS } from '@echo-twins/shared/http/limits';
import { buildApp } from './app.ts';

/** The HTTP server of the Express app, with bounds on every wait; it does not listen yet. */
export function buildServer(dependencies: EchoDependencies): Server {
  const server = createServer(SERVICE_LIMITS, buildApp(dependencies));
  // Bounded by size, not by number: beyond 2000 Node would silently drop fields.
  server.maxHeadersCount = 0;
  return server;
}
