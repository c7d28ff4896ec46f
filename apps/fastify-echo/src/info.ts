import type { Answers } from '@echo-twins/shared/echo/answers';
import type { RouteOptions } from 'fastify';

/** `GET /info` */
export function info(answers: Answers): RouteOptions {
  return {
    method: 'GET',
    url: '/info',
    handler: async () => answers.info(),
  };
}
