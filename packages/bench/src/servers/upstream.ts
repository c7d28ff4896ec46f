/** What stands behind the gateways: `node upstream.js PORT` answers every request with the same 160 bytes of JSON. */
import { createServer } from 'node:http';
import { port } from './port.ts';

const frame = JSON.stringify({ message: '' }).length;
const body = JSON.stringify({ message: 'x'.repeat(160 - frame) });
const fields = { 'content-type': 'application/json', 'content-length': String(body.length) };

createServer({ keepAliveTimeout: 0 }, (request, response) => {
  request.resume();
  request.once('end', () => response.writeHead(200, fields).end(body));
}).listen(port, '127.0.0.1');
