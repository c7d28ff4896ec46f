/** @fastify/http-proxy as its documentation shows it: `node fastify-http-proxy.js PORT UPSTREAM`. */
import proxy from '@fastify/http-proxy';
import { fastify } from 'fastify';
import { port } from './port.ts';

const app = fastify();
await app.register(proxy, { upstream: process.argv[3] ?? '', prefix: '/flask' });
await app.listen({ port, host: '127.0.0.1' });
