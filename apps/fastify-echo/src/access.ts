import { identify } from '@echo-twins/shared/http/caller';
import type { Trust } from '@echo-twins/shared/http/client-address';
import { REQUEST_ID } from '@echo-twins/shared/http/request-id';
import { logAccess } from '@echo-twins/shared/logging/access-log';
import type { Logger } from '@echo-twins/shared/logging/logger';
import type { onRequestHookHandler } from 'fastify';

/** Puts the request's id on its answer, and a line into the log when it is done. */
export function access(logger: Logger, trusted: Trust): onRequestHookHandler {
  return (request, reply, next) => {
    const caller = { requestId: request.id, clientIp: identify(request.raw, trusted).clientIp };
    reply.header(REQUEST_ID, caller.requestId);
    const contentLength = (): unknown => reply.getHeader('content-length');
    logAccess(logger, { request: request.raw, response: reply.raw, caller, contentLength });
    next();
  };
}
