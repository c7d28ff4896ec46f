/**
 * What makes Fastify interchangeable with Express: the same requests, the same answers (docs/aligned.md). What an answer
 * contains is in `shared/aligned`; here is where Fastify has to be told.
 */
import { refusal } from '@echo-twins/shared/aligned/admission';
import { invite } from '@echo-twins/shared/aligned/body';
import { contentRefusal } from '@echo-twins/shared/aligned/content';
import { COMMON_FIELDS } from '@echo-twins/shared/aligned/fields';
import { readJson } from '@echo-twins/shared/aligned/json';
import { isUnchanged } from '@echo-twins/shared/aligned/precondition';
import { HttpProblem, problemOf } from '@echo-twins/shared/aligned/problem';
import { INVALID_MESSAGE, INVALID_PAGE } from '@echo-twins/shared/aligned/problems';
import { readQuery } from '@echo-twins/shared/aligned/query';
import { alignedServer } from '@echo-twins/shared/aligned/server';
import { locate, unrouted } from '@echo-twins/shared/aligned/target';
import type { EchoDependencies } from '@echo-twins/shared/echo/dependencies';
import { REQUEST_ID, requestId } from '@echo-twins/shared/http/request-id';
import type { Logger } from '@echo-twins/shared/logging/logger';
import {
  fastify,
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  type onRequestHookHandler,
  type onSendHookHandler,
  type preValidationHookHandler,
} from 'fastify';
import { access } from './access.ts';
import { routes } from './routes.ts';

/** The Fastify twin in the aligned profile. */
export function alignedApp(dependencies: EchoDependencies): FastifyInstance {
  const { config, logger } = dependencies;
  const app = fastify({
    serverFactory: (listener) => alignedServer(dependencies, listener),
    // The server of the aligned profile answers them.
    clientErrorHandler: () => undefined,
    // As shipped, 42 would become "42". And the schemas are made from the contract: checking them costs 60 ms a start.
    ajv: { customOptions: { coerceTypes: false, validateSchema: false } },
    // As shipped, a bad % is kept.
    routerOptions: { querystringParser: readQuery },
    genReqId: (request) => requestId(request.headers['x-request-id']),
  });
  app.setErrorHandler(problems(logger));
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', (_request, _payload, done) => done(null));
  app.addHook('onRequest', access(logger, config.TRUST_PROXY, refusal));
  app.addHook('onRequest', admission(config.BODY_LIMIT));
  const body = json(config.BODY_LIMIT);
  app.addHook('onRoute', (route) => {
    if (route.method === 'POST') route.preValidation = body;
    else route.onSend = [precondition, route.onSend ?? []].flat();
  });
  routes(app, dependencies);
  return app;
}

/** Refuses what can be no path, what no route takes, and bodies that will not be read: before any content type is looked at. */
function admission(limit: number): onRequestHookHandler {
  return (request, reply, next) => {
    const { is404, method, originalUrl, raw } = request;
    reply.headers(COMMON_FIELDS);
    const { allow, problem } = locate(originalUrl);
    if (problem) next(problem);
    else if (is404 && method === 'OPTIONS' && allow) void reply.code(204).header('allow', allow).send();
    else if (is404) next(unrouted(originalUrl));
    else if (method === 'POST') {
      const unread = contentRefusal(raw.headers, limit);
      if (!unread) invite(raw, reply.raw);
      next(unread);
    } else next();
  };
}

/** The body, read by the rules of json.ts in shared/aligned; Fastify's own parsers end the connection after every error. */
function json(limit: number): preValidationHookHandler {
  return (request, _reply, next) => {
    readJson(request.raw, limit, (error, value) => {
      request.body = value;
      next(error ?? undefined);
    });
  };
}

/** As shipped, no precondition is looked at. */
const precondition: onSendHookHandler = ({ id, raw }, reply, payload, done) => {
  if (!isUnchanged(raw, reply.statusCode)) {
    done(null, payload);
    return;
  }
  // Past the hook that gives the answer to a HEAD request its length.
  reply.hijack();
  reply.raw.writeHead(304, { [REQUEST_ID]: id, ...COMMON_FIELDS }).end();
};

/** What a schema has against a request. */
function invalidity(error: FastifyError | HttpProblem): HttpProblem | undefined {
  if (!('code' in error) || error.code !== 'FST_ERR_VALIDATION') return undefined;
  return error.validationContext === 'querystring' ? INVALID_PAGE : INVALID_MESSAGE;
}

/** As shipped, errors are JSON of another shape, and show messages. */
function problems(logger: Logger) {
  return (error: FastifyError | HttpProblem, request: FastifyRequest, reply: FastifyReply): void => {
    const problem = invalidity(error) ?? problemOf(error);
    if (problem.statusCode >= 500 && !(error instanceof HttpProblem))
      logger.error({ err: error, request_id: request.id }, 'request failed');
    void reply.code(problem.statusCode).headers(problem.headers).send(problem.body);
  };
}
