import { createServer } from 'node:http';
import { announce } from '../announce.ts';

/** What Node does by itself, without any framework: every request is answered with what was received. */
const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const { method, url, headers } = request;
    const body = Buffer.concat(chunks).toString('latin1');
    const answer = JSON.stringify({ method, url, headers, body });
    response.setHeader('Content-Type', 'application/json; charset=utf-8');
    response.setHeader('Content-Length', Buffer.byteLength(answer));
    response.end(answer);
  });
});
server.listen(0, '127.0.0.1', () => announce(server));
process.on('SIGTERM', () => server.close());
