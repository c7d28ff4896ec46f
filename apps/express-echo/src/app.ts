import type { EchoDependencies } from '@echo-twins/shared/echo/dependencies';
import express, { type Express } from 'express';
import { access } from './access.ts';
import { echo } from './echo.ts';
import { errors } from './errors.ts';
import { health, livez, readyz } from './health.ts';
import { info } from './info.ts';
import { root } from './root.ts';

/** The Express twin: every route in the order in which a request meets it. */
export function buildApp({ answers, config, logger }: EchoDependencies): Express {
  const app = express();
  app.use(access(logger, config.TRUST_PROXY));
  app.get('/', root(answers));
  app.post('/echo', express.json({ limit: config.BODY_LIMIT }), echo(answers, config.TRUST_PROXY));
  app.get('/info', info(answers));
  app.get('/health', health(answers));
  app.get('/livez', livez(answers));
  app.get('/readyz', readyz(answers));
  app.use(errors(logger));
  return app;
}
