/** node:http alone, answering what the upstream answers: what no gateway on Node can go below. `node bare-node.js PORT`. */
import { createServer } from 'node:http';
import { port } from './arguments.ts';

const BODY = JSON.stringify({ status: 'healthy', padding: ''.padEnd(128, 'x') }).padEnd(160);
const HEAD = { 'content-type': 'application/json', 'content-length': BODY.length };

createServer((request, response) => {
  request.resume();
  response.writeHead(200, HEAD).end(BODY);
}).listen(port, '127.0.0.1');
