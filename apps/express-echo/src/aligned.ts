/**
 * What makes Express interchangeable with Fastify: the same requests, the same answers (docs/aligned.md). What an answer
 * contains is in `shared/aligned`; here is where Express has to be told.
 */
import { refusal } from '@echo-twins/shared/aligned/admission';
import { invite } from '@echo-twins/shared/aligned/body';
import { contentRefusal } from '@echo-twins/shared/aligned/content';
import { COMMON_FIELDS } from '@echo-twins/shared/aligned/fields';
import { readJson } from '@echo-twins/shared/aligned/json';
import { isUnchanged } from '@echo-twins/shared/aligned/precondition';
import { HttpProblem, problemOf } from '@echo-twins/shared/aligned/problem';
import { INVALID_MESSAGE, INVALID_PAGE } from '@echo-twins/shared/aligned/problems';
import { readQuery, searchOf } from '@echo-twins/shared/aligned/query';
import { locate, unrouted } from '@echo-twins/shared/aligned/target';
import { EchoRequest } from '@echo-twins/shared/contract/answers';
import { EchoesQuery } from '@echo-twins/shared/contract/echoes';
import type { EchoDependencies } from '@echo-twins/shared/echo/dependencies';
import { REQUEST_ID } from '@echo-twins/shared/http/request-id';
import type { Logger } from '@echo-twins/shared/logging/logger';
import express, { type ErrorRequestHandler, type Express, type Request, type RequestHandler } from 'express';
import { access } from './access.ts';
import { routes } from './routes.ts';

/** The Express twin in the aligned profile; to be served by `alignedServer`. */
export function alignedApp(dependencies: EchoDependencies): Express {
  const { config, logger } = dependencies;
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  // As shipped, `Cache-Control: no-cache` on a request undoes its `If-None-Match`.
  Object.defineProperty(app.request, 'fresh', {
    get(this: Request) {
      return isUnchanged(this, this.res?.statusCode ?? 0);
    },
  });
  // As shipped, blanks at the end of a query are not part of it, and a bad % is.
  Object.defineProperty(app.request, 'query', {
    get(this: Request) {
      return readQuery(searchOf(this.originalUrl));
    },
  });
  // As shipped, /Echo and /echo/ are /echo.
  app.enable('case sensitive routing');
  app.enable('strict routing');
  app.use(access(logger, config.TRUST_PROXY, refusal));
  app.use(admission);
  app.get('/echoes', page);
  routes(app, dependencies, json(config.BODY_LIMIT));
  app.use(elsewhere);
  app.use(problems(logger));
  return app;
}

/** Refuses what can be no path, and gives every answer what all have. */
const admission: RequestHandler = ({ originalUrl }, response, next) => {
  response.set(COMMON_FIELDS);
  next(locate(originalUrl).problem);
};

/** The body, as express.json reads it but for its rules: see content.ts, body.ts and json.ts in shared/aligned. */
function json(limit: number): RequestHandler {
  return (request, response, next) => {
    const refused = contentRefusal(request.headers, limit);
    if (refused) {
      next(refused);
      return;
    }
    invite(request, response);
    readJson(request, limit, (error, value) => {
      request.body = value;
      next(error ?? (EchoRequest.safeParse(value).success ? undefined : INVALID_MESSAGE));
    });
  };
}

/** The query, which the handler of the native profile refuses in its own words. */
const page: RequestHandler = ({ query }, _response, next) => {
  next(EchoesQuery.safeParse(query).success ? undefined : INVALID_PAGE);
};

/** What no route took: as shipped a 404, and for OPTIONS a 200 with a text. */
const elsewhere: RequestHandler = ({ method, originalUrl }, response, next) => {
  const { allow } = locate(originalUrl);
  if (method === 'OPTIONS' && allow) response.status(204).set('allow', allow).end();
  else next(unrouted(originalUrl));
};

/** As shipped, errors are HTML pages. */
function problems(logger: Logger): ErrorRequestHandler {
  return (error, _request, response, next) => {
    const problem = problemOf(error);
    if (problem.statusCode >= 500 && !(error instanceof HttpProblem))
      logger.error({ err: error, request_id: response.getHeader(REQUEST_ID) }, 'request failed');
    if (response.headersSent) next(error);
    else response.status(problem.statusCode).set(problem.headers).send(problem.body);
  };
}
