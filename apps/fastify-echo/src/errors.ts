import { JournalUnavailable } from '@echo-twins/shared/journal/journal';
import type { Logger } from '@echo-twins/shared/logging/logger';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';

/**
 * Fastify's own error answers, but for one thing: as shipped, a failure's message reaches the client, and may name files
 * or hosts. It goes to the log; the client gets the same shape with no more than the status, and finds the request's id beside it.
 */
export function errors(logger: Logger) {
  return (error: FastifyError | JournalUnavailable, request: FastifyRequest, reply: FastifyReply): void => {
    if (error.statusCode !== undefined && error.statusCode < 500) {
      void reply.send(error);
      return;
    }
    logger.error({ err: error, request_id: request.id }, 'request failed');
    if (error instanceof JournalUnavailable) refuse(reply.headers(error.headers), 503, 'Service Unavailable');
    else refuse(reply, 500, 'Internal Server Error');
  };
}

function refuse(reply: FastifyReply, statusCode: number, text: string): void {
  void reply.code(statusCode).send({ statusCode, error: text, message: text });
}
