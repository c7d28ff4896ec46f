import { InfoAnswer } from '@echo-twins/shared/contract/answers';
import type { Answers } from '@echo-twins/shared/echo/answers';
import type { RouteOptions } from 'fastify';
import { schemaOf } from './schema.ts';

/** `GET /info` */
export function info(answers: Answers): RouteOptions {
  return {
    method: 'GET',
    url: '/info',
    schema: { response: { 200: schemaOf(InfoAnswer) } },
    handler: async () => answers.info(),
  };
}
