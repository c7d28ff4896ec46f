import type { FastifyInstance } from 'fastify';
import { circular, DONE, failing, failure } from '../payloads.ts';

/** The routes that fail, or answer with what HTTP does not allow. */
export function failures(app: FastifyInstance): void {
  app.get('/throw', () => {
    throw failure('boom-secret');
  });
  app.get('/reject', async () => {
    throw failure('boom-async');
  });
  app.get('/throw-status', async () => {
    throw failure('short and stout', { statusCode: 418 });
  });
  app.get('/throw-string', async () => Promise.reject('a string'));
  app.get('/throw-headers', async () => {
    throw failure('slow down', { statusCode: 429, headers: { 'Retry-After': '5' } });
  });
  app.get('/throw-200', async () => {
    throw failure('weird', { statusCode: 200 });
  });
  app.get('/after-send', async (_request, reply) => {
    void reply.send(DONE);
    throw failure('too late');
  });
  app.get('/double', async (_request, reply) => {
    void reply.send(DONE);
    return reply.send({ ok: false });
  });
  app.get('/bigint', async () => ({ value: 1n }));
  app.get('/circ', async () => circular());
  app.get('/nocontent', async (_request, reply) => reply.code(204).send());
  app.get('/204body', async (_request, reply) => reply.code(204).send(DONE));
  app.get('/304body', async (_request, reply) => reply.code(304).send(DONE));
  app.get('/status-bad', async (_request, reply) => reply.code(999).send(DONE));
  app.get('/hdr-crlf', async (_request, reply) => reply.header('X-Text', 'a\r\nX-Injected: b').send(DONE));
  app.get('/stream-fail', async (_request, reply) => reply.type('text/plain').send(failing(0)));
  app.get('/stream-fail-late', async (_request, reply) => reply.type('text/plain').send(failing(1)));
}
