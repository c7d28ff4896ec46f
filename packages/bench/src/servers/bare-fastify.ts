/** Fastify as it comes, answering what the Fastify twin answers: `node bare-fastify.js PORT`. */
import { hostname } from 'node:os';
import { ENDPOINTS } from '@echo-twins/shared/contract/endpoints';
import { fastify } from 'fastify';
import { port } from './arguments.ts';

const app = fastify();
const host = hostname();
const root = { service: 'Fastify Echo API', version: '1.0.0', framework: 'Fastify', endpoints: ENDPOINTS };
const metadata = { framework: 'Fastify', version: '1.0.0', node_version: process.version, async: true };

app.route({ method: 'GET', url: '/', handler: async () => root });
app.route<{ Body: { message: string } }>({
  method: 'POST',
  url: '/echo',
  handler: async (request) => ({
    echo: request.body.message,
    timestamp: new Date().toISOString(),
    hostname: host,
    client_ip: request.ip,
    metadata,
  }),
});
await app.listen({ port, host: '127.0.0.1' });
