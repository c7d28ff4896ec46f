import { EchoesQuery } from '@echo-twins/shared/contract/echoes';
import type { Answers } from '@echo-twins/shared/echo/answers';
import { pageOf } from '@echo-twins/shared/journal/page';
import type { FastifyInstance } from 'fastify';
import { schemaOf } from './schema.ts';

/** `GET /echoes`. Fastify validates the query by its schema before the handler sees it. */
export function echoes(app: FastifyInstance, answers: Answers): void {
  app.route<{ Querystring: EchoesQuery }>({
    method: 'GET',
    url: '/echoes',
    schema: { querystring: schemaOf(EchoesQuery) },
    handler: async ({ query }) => answers.echoes(pageOf(query)),
  });
}
