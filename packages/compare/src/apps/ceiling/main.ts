import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { announce } from '../announce.ts';
import { HEALTH, INFO, ROOT } from '../payloads.ts';

/**
 * The bytes that the frameworks' apps answer, by node:http alone: how fast a framework could be at most. It has no router, no
 * middleware and no error handling beyond what the measured routes need.
 */
const FIXED: Readonly<Record<string, object>> = { '/': ROOT, '/health': HEALTH, '/info': INFO };

function answer(response: ServerResponse, status: number, value: object): void {
  const body = JSON.stringify(value);
  response
    .writeHead(status, {
      'Content-Type': 'application/json; charset=utf-8',
      'Content-Length': Buffer.byteLength(body),
    })
    .end(body);
}

function echo(request: IncomingMessage, response: ServerResponse): void {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const { method, url, headers } = request;
    try {
      const body: unknown = JSON.parse(Buffer.concat(chunks).toString());
      answer(response, 200, { method, url, query: {}, headers, body });
    } catch {
      answer(response, 400, { error: 'the body is not JSON' });
    }
  });
}

const server = createServer((request, response) => {
  const fixed = FIXED[request.url ?? ''];
  if (fixed) answer(response, 200, fixed);
  else if (request.url === '/echo') echo(request, response);
  else {
    request.resume();
    answer(response, 404, { error: 'not found' });
  }
});
server.listen(0, '127.0.0.1', () => announce(server));
process.on('SIGTERM', () => server.close());
