import { setTimeout } from 'node:timers/promises';
import type { Express, Request, Response } from 'express';
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

function echo(req: Request, res: Response): void {
  const { method, url, query, headers } = req;
  res.json({ method, url, query, headers, body: seen(req.body) });
}

/** The routes that succeed. */
export function routes(app: Express): void {
  app.get('/', (_req, res) => res.json(ROOT));
  app.get('/health', (_req, res) => res.json(HEALTH));
  app.get('/info', (_req, res) => res.json(INFO));
  app.route('/echo').get(echo).post(echo).put(echo);
  app.all('/any', (req, res) => res.json({ method: req.method }));
  app.get('/p/:id', (req, res) => res.json({ params: req.params }));
  // Two paths say what ":id?" said, in Express 4 as well as in 5.
  app.get(['/opt', '/opt/:id'], (req, res) => res.json({ params: req.params }));
  app.post('/nobody', (_req, res) => res.json(DONE));
  app.delete('/item', (_req, res) => res.json(DONE));
  app.get('/text', (_req, res) => res.send(TEXT));
  app.get('/html', (_req, res) => res.type('html').send(HTML));
  app.get('/buf', (_req, res) => res.send(BYTES));
  app.get('/null', (_req, res) => res.json(null));
  app.get('/send-null', (_req, res) => res.send(null));
  app.get('/undef', () => undefined);
  app.get('/num', (_req, res) => res.send(42));
  app.get('/date', (_req, res) => res.json(SPECIAL));
  app.get('/schema', (_req, res) => res.json(UNDECLARED));
  app.get('/big', (_req, res) => res.json(BIG));
  app.get('/cookie', (_req, res) => res.cookie('sid', 'abc', { httpOnly: true }).json(DONE));
  app.get('/redirect', (_req, res) => res.redirect('/health'));
  app.get<object, unknown, unknown, { to: string }>('/redirect-evil', (req, res) =>
    res.redirect(req.query.to),
  );
  app.get('/stream', (_req, res) => pieces().pipe(res.type('text')));
  app.get('/slow', async (_req, res) => {
    await setTimeout(SLOW_MS);
    res.json(DONE);
  });
}
