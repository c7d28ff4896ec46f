import type { EchoDependencies } from '@echo-twins/shared/echo/dependencies';
import { requestId } from '@echo-twins/shared/http/request-id';
import { fastify, type FastifyInstance } from 'fastify';
import { access, frameworkErrors } from './access.ts';
import { alignedApp } from './aligned.ts';
import { errors } from './errors.ts';
import { routes } from './routes.ts';

/** The Fastify twin: everything in the order in which a request meets it. */
export function buildApp(dependencies: EchoDependencies): FastifyInstance {
  const { config, limits, logger } = dependencies;
  if (config.ECHO_PROFILE === 'aligned') return alignedApp(dependencies);
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
  routes(app, dependencies);
  return app;
}
