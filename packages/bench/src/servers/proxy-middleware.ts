/** http-proxy-middleware as it comes, on node:http: `node proxy-middleware.js PORT UPSTREAM`. */
import { createServer } from 'node:http';
import { createProxyMiddleware } from 'http-proxy-middleware';
import { port, upstream } from './arguments.ts';

const proxy = createProxyMiddleware({ target: upstream, changeOrigin: true, pathRewrite: { '^/flask': '' } });
createServer((request, response) => void proxy(request, response)).listen(port, '127.0.0.1');
