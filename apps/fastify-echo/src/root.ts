import { RootAnswer } from '@echo-twins/shared/contract/answers';
import type { Answers } from '@echo-twins/shared/echo/answers';
import type { RouteOptions } from 'fastify';
import { schemaOf } from './schema.ts';

/** `GET /` */
export function root(answers: Answers): RouteOptions {
  return {
    method: 'GET',
    url: '/',
    schema: { response: { 200: schemaOf(RootAnswer) } },
    handler: async () => answers.root(),
  };
}
