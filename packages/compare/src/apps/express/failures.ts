import type { Express } from 'express';
import { circular, DONE, failing, failure } from '../payloads.ts';

const TEXT_THROWN: unknown = 'a string';

/** The routes that fail, or answer with what HTTP does not allow. */
export function failures(app: Express): void {
  app.get('/throw', () => {
    throw failure('boom-secret');
  });
  app.get('/reject', async () => {
    throw failure('boom-async');
  });
  app.get('/throw-status', () => {
    throw failure('short and stout', { statusCode: 418 });
  });
  app.get('/throw-string', () => {
    throw TEXT_THROWN;
  });
  app.get('/throw-headers', () => {
    throw failure('slow down', { statusCode: 429, headers: { 'Retry-After': '5' } });
  });
  app.get('/throw-200', () => {
    throw failure('weird', { statusCode: 200 });
  });
  app.get('/after-send', (_req, res) => {
    res.json(DONE);
    throw failure('too late');
  });
  app.get('/double', (_req, res) => {
    res.json(DONE);
    res.json({ ok: false });
  });
  app.get('/bigint', (_req, res) => res.json({ value: 1n }));
  app.get('/circ', (_req, res) => res.json(circular()));
  app.get('/nocontent', (_req, res) => res.status(204).end());
  app.get('/204body', (_req, res) => res.status(204).json(DONE));
  app.get('/304body', (_req, res) => res.status(304).json(DONE));
  app.get('/status-bad', (_req, res) => res.status(999).json(DONE));
  app.get('/hdr-crlf', (_req, res) => res.set('X-Text', 'a\r\nX-Injected: b').json(DONE));
  app.get('/stream-fail', (_req, res) => failing(0).pipe(res.type('text')));
  app.get('/stream-fail-late', (_req, res) => failing(1).pipe(res.type('text')));
}
