import type { EchoDependencies } from '@echo-twins/shared/echo/dependencies';
import type { FastifyInstance } from 'fastify';
import { echo } from './echo.ts';
import { echoes } from './echoes.ts';
import { health, livez, readyz } from './health.ts';
import { info } from './info.ts';
import { root } from './root.ts';

/** Every route. */
export function routes(app: FastifyInstance, { answers, config }: EchoDependencies): void {
  app.route(root(answers));
  echo(app, answers, config.TRUST_PROXY);
  echoes(app, answers);
  app.route(info(answers));
  app.route(health(answers));
  app.route(livez(answers));
  app.route(readyz(answers));
}
