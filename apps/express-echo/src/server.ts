import type { Server } from 'node:http';
import { alignedServer } from '@echo-twins/shared/aligned/server';
import type { EchoDependencies } from '@echo-twins/shared/echo/dependencies';
import { limitSockets } from '@echo-twins/shared/http/limits';
import { buildApp } from './app.ts';

// Not imported: that would load all that node:http re-exports, WebSocket and fetch included, 40 ms on Node 26.
const { createServer } = process.getBuiltinModule('node:http');

/** The HTTP server of the Express app, with bounds on every wait; it does not listen yet. */
export function buildServer(dependencies: EchoDependencies): Server {
  const { config, limits } = dependencies;
  const app = buildApp(dependencies);
  if (config.ECHO_PROFILE === 'aligned') return alignedServer(dependencies, app);
  const server = createServer({ ...limits }, app);
  limitSockets(server, limits);
  return server;
}
