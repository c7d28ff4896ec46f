import type { Answers } from '@echo-twins/shared/echo/answers';
import type { RouteOptions } from 'fastify';

/** `GET /` */
export function root(answers: Answers): RouteOptions {
  return {
    method: 'GET',
    url: '/',
    handler: async () => answers.root(),
  };
}
