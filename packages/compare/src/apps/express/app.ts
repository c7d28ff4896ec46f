import express, { type Express } from 'express';
import { failures } from './failures.ts';
import { routes } from './routes.ts';

/** Express as its guide shows it: body parsers, routes, and the built-in error handler. */
export function buildApp(): Express {
  const app = express();
  app.use(express.json());
  app.use(express.urlencoded());
  routes(app);
  failures(app);
  return app;
}
