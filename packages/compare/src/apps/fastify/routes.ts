import { setTimeout } from 'node:timers/promises';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import {
  BIG,
  BYTES,
  DONE,
  HEALTH,
  HTML,
  INFO,
  pieces,
  ROOT,
  seen,
  SLOW_MS,
  SPECIAL,
  TEXT,
  UNDECLARED,
} from '../payloads.ts';

const DECLARED = {
  response: { 200: { type: 'object', properties: { id: { type: 'integer' }, name: { type: 'string' } } } },
};

async function echo({ method, url, query, headers, body }: FastifyRequest): Promise<object> {
  return { method, url, query, headers, body: seen(body) };
}

/** The routes that succeed. */
export function routes(app: FastifyInstance): void {
  app.get('/', async () => ROOT);
  app.get('/health', async () => HEALTH);
  app.get('/info', async () => INFO);
  app.route({ method: ['GET', 'POST', 'PUT'], url: '/echo', handler: echo });
  app.all('/any', async ({ method }) => ({ method }));
  app.get('/p/:id', async ({ params }) => ({ params }));
  app.get('/opt/:id?', async ({ params }) => ({ params }));
  app.post('/nobody', async () => DONE);
  app.delete('/item', async () => DONE);
  app.get('/text', async () => TEXT);
  app.get('/html', async (_request, reply) => reply.type('text/html').send(HTML));
  app.get('/buf', async () => BYTES);
  app.get('/null', async () => null);
  app.get('/send-null', async (_request, reply) => reply.send(null));
  app.get('/undef', async () => undefined);
  app.get('/num', async () => 42);
  app.get('/date', async () => SPECIAL);
  app.get('/schema', { schema: DECLARED }, async () => UNDECLARED);
  app.get('/big', async () => BIG);
  app.get('/cookie', async (_request, reply) =>
    reply.header('set-cookie', 'sid=abc; Path=/; HttpOnly').send(DONE),
  );
  app.get('/redirect', async (_request, reply) => reply.redirect('/health'));
  app.get<{ Querystring: { to: string } }>('/redirect-evil', async ({ query }, reply) =>
    reply.redirect(query.to),
  );
  app.get('/stream', async (_request, reply) => reply.type('text/plain').send(pieces()));
  app.get('/slow', async () => {
    await setTimeout(SLOW_MS);
    return DONE;
  });
}
