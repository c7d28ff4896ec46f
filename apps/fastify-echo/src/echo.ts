import { EchoRequest } from '@echo-twins/shared/contract/answers';
import type { Answers } from '@echo-twins/shared/echo/answers';
import { clientAddress, type Trust } from '@echo-twins/shared/http/client-address';
import type { FastifyInstance } from 'fastify';
import { schemaOf } from './schema.ts';

/** `POST /echo`. Fastify validates the body by its schema before the handler sees it. */
export function echo(app: FastifyInstance, answers: Answers, trusted: Trust): void {
  app.route<{ Body: EchoRequest }>({
    method: 'POST',
    url: '/echo',
    schema: { body: schemaOf(EchoRequest) },
    handler: async ({ body, id, raw }) =>
      answers.echo(
        body.message,
        clientAddress(raw.socket.remoteAddress, raw.headers['x-forwarded-for'], trusted),
        id,
      ),
  });
}
