import { STATUS_CODES } from 'node:http';
import type { Logger } from '@echo-twins/shared/logging/logger';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';

/**
 * Fastify's own error answers, but for one thing: as shipped, a failure's message reaches the client, and may name files
 * or hosts. It goes to the log; the client gets the same shape with the status text, and finds the request's id beside it.
 */
export function errors(logger: Logger) {
  return (error: FastifyError, request: FastifyRequest, reply: FastifyReply): void => {
    const status = error.statusCode ?? 500;
    if (status < 500) {
      void reply.send(error);
      return;
    }
    logger.error({ err: error, request_id: request.id }, 'request failed');
    const text = STATUS_CODES[status] ?? 'Internal Server Error';
    void reply.code(status).send({ statusCode: status, error: text, message: text });
  };
}
