import { identify } from '@echo-twins/shared/http/caller';
import type { Trust } from '@echo-twins/shared/http/client-address';
import { hostProblem, type Refuse } from '@echo-twins/shared/http/host';
import { REQUEST_ID } from '@echo-twins/shared/http/request-id';
import { accessLog } from '@echo-twins/shared/logging/access-log';
import type { Logger } from '@echo-twins/shared/logging/logger';
import type { RequestHandler } from 'express';

/** Puts the request's id on its answer, and a line into the log when it is done. What `refuse` has against it ends it. */
export function access(logger: Logger, trusted: Trust, refuse: Refuse = hostProblem): RequestHandler {
  const log = accessLog(logger);
  return (request, response, next) => {
    const caller = identify(request, trusted);
    response.setHeader(REQUEST_ID, caller.requestId);
    log({
      request,
      response,
      caller,
      contentLength: () => response.getHeader('content-length'),
    });
    next(refuse(request));
  };
}
