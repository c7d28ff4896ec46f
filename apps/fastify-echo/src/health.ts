import type { Answers } from '@echo-twins/shared/echo/answers';
import type { RouteOptions } from 'fastify';

/** `GET /health` */
export function health(answers: Answers): RouteOptions {
  return {
    method: 'GET',
    url: '/health',
    handler: async (_request, reply) => {
      const { status, body } = answers.health();
      return reply.code(status).send(body);
    },
  };
}

/** `GET /livez` */
export function livez(answers: Answers): RouteOptions {
  return {
    method: 'GET',
    url: '/livez',
    handler: async () => answers.livez(),
  };
}

/** `GET /readyz` */
export function readyz(answers: Answers): RouteOptions {
  return {
    method: 'GET',
    url: '/readyz',
    handler: async (_request, reply) => {
      const { status, body } = answers.readyz();
      return reply.code(status).send(body);
    },
  };
}
