import assert from 'node:assert/strict';
import { EchoAnswer } from '@echo-twins/shared/contract/answers';
import { type Check, conforming } from '../check.ts';
import type { Client } from '../client.ts';

const SAFE = /^[\w.-]{1,128}$/u;

async function idOf(ask: Client, line: string, given?: string): Promise<string> {
  const { headers } = await ask(line, given === undefined ? {} : { headers: { 'x-request-id': given } });
  return headers['x-request-id'] ?? '';
}

/** Who asks, and what the request is called. */
export const IDENTITY: readonly Check[] = [
  {
    title: 'an X-Request-Id that is a short safe token is kept, on errors too',
    async run({ ask }) {
      for (const line of ['GET /', 'POST /echo', 'GET /nowhere', 'GET /health'])
        assert.equal(await idOf(ask, line, 'order-66.a_B'), 'order-66.a_B', line);
    },
  },
  {
    title: 'a request without an X-Request-Id gets one of its own',
    async run({ ask }) {
      const ids = [await idOf(ask, 'GET /'), await idOf(ask, 'GET /'), await idOf(ask, 'GET /nowhere')];
      for (const id of ids) assert.match(id, SAFE);
      assert.equal(new Set(ids).size, ids.length);
    },
  },
  {
    title: 'an X-Request-Id that is long or unsafe is replaced',
    async run({ ask }) {
      for (const given of ['a b', 'x'.repeat(129), '"><script>', '{"a":1}', '%0d%0aSet-Cookie:a=b']) {
        const id = await idOf(ask, 'GET /', given);
        assert.match(id, SAFE);
        assert.notEqual(id, given);
      }
    },
  },
  {
    title: 'the leftmost X-Forwarded-For entry is never taken for the client',
    async run({ ask }) {
      const headers = { 'x-forwarded-for': '203.0.113.7, 198.51.100.4' };
      const received = await ask('POST /echo', { headers, body: { message: '' } });
      assert.notEqual(conforming(EchoAnswer, 200, received).client_ip, '203.0.113.7');
    },
  },
  {
    title: 'a traceparent, good or bad, is no reason to refuse a request',
    async run({ ask }) {
      for (const traceparent of ['00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01', 'x', ''])
        assert.equal((await ask('GET /', { headers: { traceparent } })).status, 200);
    },
  },
];
