import type { EchoDependencies } from '@echo-twins/shared/echo/dependencies';
import type { Express, RequestHandler } from 'express';
import { echo } from './echo.ts';
import { echoes } from './echoes.ts';
import { health, livez, readyz } from './health.ts';
import { info } from './info.ts';
import { root } from './root.ts';

/** Every route; `body` puts the body of `POST /echo` where its handler looks for it. */
export function routes(app: Express, { answers, config }: EchoDependencies, body: RequestHandler): void {
  app.get('/', root(answers));
  app.post('/echo', body, echo(answers, config.TRUST_PROXY));
  app.get('/echoes', echoes(answers));
  app.get('/info', info(answers));
  app.get('/health', health(answers));
  app.get('/livez', livez(answers));
  app.get('/readyz', readyz(answers));
}
