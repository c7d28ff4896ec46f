import { clientAddress, type Trust } from '@echo-twins/shared/http/client-address';
import { hostProblem, type Refuse } from '@echo-twins/shared/http/host';
import { REQUEST_ID } from '@echo-twins/shared/http/request-id';
import { accessLog } from '@echo-twins/shared/logging/access-log';
import type { Logger } from '@echo-twins/shared/logging/logger';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';

/** What happens to a request before anything else: a hook of Fastify's. */
type Access = (request: FastifyRequest, reply: FastifyReply, next: (error?: Error) => void) => void;

/** Puts the request's id on its answer, and a line into the log when it is done. What `refuse` has against it ends it. */
export function access(logger: Logger, trusted: Trust, refuse: Refuse = hostProblem): Access {
  const log = accessLog(logger);
  return (request, reply, next) => {
    const { headers, socket } = request.raw;
    const clientIp = clientAddress(socket.remoteAddress, headers['x-forwarded-for'], trusted);
    const caller = { requestId: request.id, clientIp };
    reply.header(REQUEST_ID, caller.requestId);
    const contentLength = (): unknown => reply.getHeader('content-length');
    log({ request: request.raw, response: reply.raw, caller, contentLength });
    next(refuse(request.raw));
  };
}

/** Fastify's own answer to a target that it cannot decode. No hook runs for those, so the access log is told here. */
export function frameworkErrors(record: Access) {
  return (error: FastifyError, request: FastifyRequest, reply: FastifyReply): void => {
    record(request, reply, () => void reply.send(error));
  };
}
