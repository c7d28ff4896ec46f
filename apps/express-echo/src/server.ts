import { createServer, type Server } from 'node:http';
import type { EchoDependencies } from '@echo-twins/shared/echo/dependencies';
import { limitSockets } from '@echo-twins/shared/http/limits';
import { buildApp } from './app.ts';

/** The HTTP server of the Express app, with bounds on every wait; it does not listen yet. */
export function buildServer(dependencies: EchoDependencies): Server {
  const { limits } = dependencies;
  const server = createServer({ ...limits }, buildApp(dependencies));
  limitSockets(server, limits);
  return server;
}
