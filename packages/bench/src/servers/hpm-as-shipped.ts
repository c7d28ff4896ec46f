/** http-proxy-middleware as its documentation shows it: `node hpm-as-shipped.js PORT UPSTREAM`. */
import express from 'express';
import { createProxyMiddleware } from 'http-proxy-middleware';
import { port } from './port.ts';

const app = express();
app.use('/flask', createProxyMiddleware({ target: process.argv[3] ?? '', changeOrigin: true }));
app.listen(port, '127.0.0.1');
