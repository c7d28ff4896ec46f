import { createServer, type Server } from 'node:http';
import { afterEach, expect, test } from '@jest/globals';
import { listen } from '@echo-twins/shared/lifecycle/listen';
import express from 'express';
import { etag } from './etag.ts';

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

test.each(['', 'a', 'Grüße', '{"message":"Hello"}', 'x'.repeat(100_000)])(
  'tags %.20j as Express would itself',
  async (body) => {
    server = createServer(express().get('/', (_request, response) => void response.send(body)));
    const port = await listen({ server, host: '127.0.0.1', port: 0, variable: 'PORT' });
    const tag = (await fetch(`http://127.0.0.1:${port}/`)).headers.get('etag');
    expect(tag).toMatch(/^W\//u);
    expect(etag(Buffer.from(body))).toBe(tag);
    expect(etag(body, 'utf8')).toBe(tag);
  },
);
