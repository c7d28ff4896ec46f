import type { Server } from 'node:http';
import type { EchoDependencies } from '@echo-twins/shared/echo/dependencies';
import { limitSockets } from '@echo-twins/shared/http/limits';
import { buildApp } from './app.ts';

// Not imported: that would load all that node:http re-exports, WebSocket and fetch included, 40 ms on Node 26.
const { createServer } = process.getBuiltinModule('node:http');

/** The HTTP server of the Express app, with bounds on every wait; it does not listen yet. */
export function buildServer(dependencies: EchoDependencies): Server {
  const { limits } = dependencies;
  const server = createServer({ ...limits }, buildApp(dependencies));
  limitSockets(server, limits);
  return server;
}
