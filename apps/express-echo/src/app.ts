import type { EchoDependencies } from '@echo-twins/shared/echo/dependencies';
import express, { type Express } from 'express';
import { access } from './access.ts';
import { alignedApp } from './aligned.ts';
import { etag } from './etag.ts';
import { errors } from './errors.ts';
import { routes } from './routes.ts';

/** The Express twin: everything in the order in which a request meets it. */
export function buildApp(dependencies: EchoDependencies): Express {
  const { config, logger } = dependencies;
  if (config.ECHO_PROFILE === 'aligned') return alignedApp(dependencies);
  const app = express();
  app.set('etag', etag);
  app.use(access(logger, config.TRUST_PROXY));
  routes(app, dependencies, express.json({ limit: config.BODY_LIMIT }));
  app.use(errors(logger));
  return app;
}
