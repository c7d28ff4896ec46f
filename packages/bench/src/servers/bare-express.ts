/** Express as it comes, answering what the Express twin answers: `node bare-express.js PORT`. */
import { hostname } from 'node:os';
import { ENDPOINTS } from '@echo-twins/shared/contract/endpoints';
import express from 'express';
import { port } from './arguments.ts';

const app = express();
const host = hostname();
const root = { service: 'Express Echo API', version: '1.0.0', framework: 'Express', endpoints: ENDPOINTS };
const metadata = { framework: 'Express', version: '1.0.0', node_version: process.version };

app.get('/', (_request, response) => {
  response.json(root);
});
app.post<'/echo', object, object, { message: string }>('/echo', express.json(), (request, response) => {
  response.json({
    echo: request.body.message,
    timestamp: new Date().toISOString(),
    hostname: host,
    client_ip: request.socket.remoteAddress,
    metadata,
  });
});
app.listen(port, '127.0.0.1');
