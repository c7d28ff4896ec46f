import type { EchoDependencies } from '@echo-twins/shared/echo/dependencies';
import { requestId } from '@echo-twins/shared/http/request-id';
import { fastify, type FastifyInstance } from 'fastify';
import { access, frameworkErrors } from './access.ts';
import { echo } from './echo.ts';
import { errors } from './errors.ts';
import { health, livez, readyz } from './health.ts';
import { info } from './info.ts';
import { root } from './root.ts';

/** The Fastify twin: every route in the order in which a request meets it. */
export function buildApp({ answers, config, logger, limits }: EchoDependencies): FastifyInstance {
  const recordAccess = access(logger, config.TRUST_PROXY);
  const app = fastify({
    http: { ...limits },
    requestTimeout: limits.requestTimeout,
    keepAliveTimeout: limits.keepAliveTimeout,
    bodyLimit: config.BODY_LIMIT,
    // As shipped, 42 would become "42". And the schemas are made from the contract: checking them costs 60 ms a start.
    ajv: { customOptions: { coerceTypes: false, validateSchema: false } },
    genReqId: (request) => requestId(request.headers['x-request-id']),
    frameworkErrors: frameworkErrors(recordAccess),
  });
  app.setErrorHandler(errors(logger));
  app.addHook('onRequest', recordAccess);
  app.route(root(answers));
  echo(app, answers, config.TRUST_PROXY);
  app.route(info(answers));
  app.route(health(answers));
  app.route(livez(answers));
  app.route(readyz(answers));
  return app;
}
