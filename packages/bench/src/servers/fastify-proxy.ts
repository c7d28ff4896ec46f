/** @fastify/http-proxy as it comes: `node fastify-proxy.js PORT UPSTREAM`. */
import proxy from '@fastify/http-proxy';
import { fastify } from 'fastify';
import { port, upstream } from './arguments.ts';

const app = fastify();
await app.register(proxy, { upstream, prefix: '/flask' });
await app.listen({ port, host: '127.0.0.1' });
