/** fast-proxy as it comes, on node:http: `node fast-proxy.js PORT UPSTREAM`. */
import { createServer } from 'node:http';
import fastProxy from 'fast-proxy';
import { port, upstream } from './arguments.ts';

const forward = fastProxy({ base: upstream });
createServer((request, response) => {
  const path = request.url?.replace('/flask', '') ?? '/';
  forward.proxy(request, response, path, {});
}).listen(port, '127.0.0.1');
