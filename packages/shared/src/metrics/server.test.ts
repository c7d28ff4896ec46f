import { createServer, type Server } from 'node:http';
import { afterEach, expect, test } from '@jest/globals';
import { listen } from '../lifecycle/listen.ts';
import { metricsServer } from './server.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

async function start(database?: 'up' | 'down') {
  const server = createServer((request, response) => {
    response.writeHead(request.url === '/missing' ? 404 : 200).end('ok');
  });
  const metrics = metricsServer({ server, journal: { database, figures: { pending: 3, dropped: 2 } } });
  servers.push(server, metrics);
  const urls: string[] = [];
  for (const each of [server, metrics]) {
    const port = await listen({ server: each, host: '127.0.0.1', port: 0, variable: 'PORT' });
    urls.push(`http://127.0.0.1:${port}`);
  }
  const ask = async (path: string) => (await fetch(`${urls[0]}${path}`)).text();
  const scrape = async (path = '/metrics') => {
    const response = await fetch(`${urls[1]}${path}`);
    return {
      status: response.status,
      type: response.headers.get('content-type'),
      text: await response.text(),
    };
  };
  return { ask, scrape };
}

test('requests are counted by the class of their status, and timed', async () => {
  const { ask, scrape } = await start();
  for (const path of ['/', '/', '/missing']) await ask(path);
  const { text, type } = await scrape();
  expect(type).toMatch(/^text\/plain/u);
  expect(text).toContain('echo_requests_total{code="2xx"} 2\n');
  expect(text).toContain('echo_requests_total{code="4xx"} 1\n');
  expect(text).toContain('echo_requests_total{code="5xx"} 0\n');
  expect(text).toContain('echo_request_duration_seconds_count 3\n');
  expect(text).toContain('echo_requests_in_flight 0\n');
  expect(text).toContain('nodejs_eventloop_lag_p99_seconds');
});

test('the journal tells how many echoes wait and are lost', async () => {
  const { scrape } = await start('down');
  await scrape();
  const { text } = await scrape();
  expect(text).toContain('echo_journal_pending 3\n');
  expect(text).toContain('echo_journal_dropped_total 2\n');
  expect(text).toContain('echo_database_up 0\n');
});

test('without a database nothing is said of one', async () => {
  expect((await (await start()).scrape()).text).not.toContain('echo_database_up');
});

test('nothing else is served', async () => {
  expect((await (await start()).scrape('/')).status).toBe(404);
});
