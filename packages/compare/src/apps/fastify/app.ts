import { fastify, type FastifyInstance } from 'fastify';
import { failures } from './failures.ts';
import { routes } from './routes.ts';

/** Fastify as its guide shows it: no options, async handlers, the built-in error handler. */
export function buildApp(): FastifyInstance {
  const app = fastify();
  routes(app);
  failures(app);
  return app;
}
