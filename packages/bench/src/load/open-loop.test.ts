import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { afterEach, expect, test } from '@jest/globals';
import { freePort } from '../processes/free-port.ts';
import { openLoop, type Outcome } from './open-loop.ts';
import { get, postJson } from './request.ts';

let server: Server;
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

/** What becomes of a load until so many outcomes are known. */
async function outcomes(count: number, serve: RequestListener): Promise<Outcome[]> {
  const port = await freePort();
  server = createServer(serve);
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const stop = new AbortController();
  const seen: Outcome[] = [];
  const requests = [get('/a'), postJson('/b', 'body')];
  await openLoop({ url: `http://127.0.0.1:${port}`, requests, rate: 500, signal: stop.signal }, (outcome) => {
    seen.push(outcome);
    if (seen.length === count) stop.abort();
  });
  return seen;
}

test('sends its requests in turns and tells what each was answered', async () => {
  const seen = await outcomes(10, (request, response) => {
    response.writeHead(request.method === 'POST' ? 503 : 200, { 'retry-after': '1' }).end('ok');
  });
  const first = seen.find(({ n }) => n === 0);
  const second = seen.find(({ n }) => n === 1);
  expect(first).toMatchObject({ status: 200, error: undefined });
  expect(second).toMatchObject({ status: 503, retryAfter: '1' });
});

test('tells of an answer that never came, and does not ask again', async () => {
  const asked: (string | undefined)[] = [];
  const seen = await outcomes(2, (request) => {
    asked.push(request.url);
    request.socket.destroy();
  });
  expect(seen[0]).toMatchObject({ status: 0, error: expect.any(String) });
  expect(asked.length).toBe(seen.length);
});

test('goes on sending while nothing is answered', async () => {
  const waiting: ServerResponse[] = [];
  const seen = await outcomes(20, (_request, response) => {
    waiting.push(response);
    if (waiting.length >= 20) for (const each of waiting) each.end();
  });
  expect(seen.length).toBeGreaterThanOrEqual(20);
});
