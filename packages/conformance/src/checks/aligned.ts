import assert from 'node:assert/strict';
import { EchoAnswer } from '@echo-twins/shared/contract/answers';
import { ENDPOINTS } from '@echo-twins/shared/contract/endpoints';
import * as z from 'zod';
import { type Check, conforming, type Subject } from '../check.ts';
import type { Received } from '../client.ts';

const JSON_TYPE = { 'content-type': 'application/json' };
const HELLO = '{"message":"Hello"}';

const Problem = z.strictObject({
  type: z.string().regex(/^urn:problem-type:echo:[a-z-]+$/u),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
});

/** A problem of RFC 9457, as every refusal of the aligned profile is. */
function problem(received: Received, status: number, name: string): void {
  assert.equal(received.status, status, received.text);
  assert.equal(received.headers['content-type'], 'application/problem+json');
  assert.equal(received.headers['x-content-type-options'], 'nosniff');
  const body = Problem.parse(received.json());
  assert.equal(body.type, `urn:problem-type:echo:${name}`);
  assert.equal(body.status, status);
}

const allowOf = (path: string): string => (path === '/echo' ? 'OPTIONS, POST' : 'GET, HEAD, OPTIONS');
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'TRACE'];

/** `POST /echo` with a body and fields that it refuses. */
const BODIES: readonly (readonly [
  what: string,
  fields: Readonly<Record<string, string>>,
  body: string,
  status: number,
  name: string,
])[] = [
  ['an empty body', JSON_TYPE, '', 400, 'empty-body'],
  ['half an object', JSON_TYPE, '{"message":', 400, 'malformed-json'],
  ['a number', JSON_TYPE, '42', 400, 'invalid-message'],
  ['null', JSON_TYPE, 'null', 400, 'invalid-message'],
  ['an array', JSON_TYPE, '[{"message":"Hello"}]', 400, 'invalid-message'],
  ['an inherited message', JSON_TYPE, '{"__proto__":{"message":"Hello"}}', 400, 'invalid-message'],
  ['brackets without end', JSON_TYPE, '['.repeat(100_000), 400, 'nested-too-deeply'],
  ['text', { 'content-type': 'text/plain' }, HELLO, 415, 'unsupported-media-type'],
  ['a +json type', { 'content-type': 'application/problem+json' }, HELLO, 415, 'unsupported-media-type'],
  [
    'another charset',
    { 'content-type': 'application/json; charset=utf-16' },
    HELLO,
    415,
    'unsupported-media-type',
  ],
  ['a coding', { ...JSON_TYPE, 'content-encoding': 'gzip' }, HELLO, 415, 'unsupported-content-coding'],
  ['too much', JSON_TYPE, JSON.stringify({ message: 'x'.repeat(2 * 1024 * 1024) }), 413, 'content-too-large'],
];

/** What both frameworks do alike in the aligned profile, and neither by itself. */
export const ALIGNED: readonly Check[] = [
  ...Object.keys(ENDPOINTS).flatMap((path) => {
    const allow = allowOf(path);
    return [
      {
        title: `OPTIONS ${path} is a 204 that allows ${allow}`,
        async run({ ask }: Subject) {
          const { status, headers, text } = await ask(`OPTIONS ${path}`);
          assert.deepEqual([status, headers['allow'], text], [204, allow, '']);
        },
      },
      ...METHODS.filter((method) => !allow.includes(method)).map((method) => ({
        title: `${method} ${path} is a 405 that allows ${allow}`,
        async run({ ask }: Subject) {
          const received = await ask(`${method} ${path}`);
          assert.equal(received.headers['allow'], allow);
          if (method === 'HEAD') assert.deepEqual([received.status, received.text], [405, '']);
          else problem(received, 405, 'method-not-allowed');
        },
      })),
    ];
  }),
  ...['/nope', '/health/', '//health', '/HEALTH', '/health%2F', '/__proto__'].map((path) => ({
    title: `GET ${path} is a 404: paths match exactly`,
    run: async ({ ask }: Subject) => problem(await ask(`GET ${path}`), 404, 'not-found'),
  })),
  {
    title: 'GET /%6Civez is /livez (RFC 3986 §6.2.2.2)',
    run: async ({ ask }) => assert.equal((await ask('GET /%6Civez')).status, 200),
  },
  ...['/%zz', '/%00', '/%ff', '/livez|'].map((path) => ({
    title: `GET ${path} is a 400: no path is spelled so`,
    run: async ({ ask }: Subject) => problem(await ask(`GET ${path}`), 400, 'bad-target'),
  })),
  ...['limit=0', 'limit=%ff', 'after=x', 'limit=1&limit=1'].map((query) => ({
    title: `GET /echoes?${query} is a 400, invalid-page`,
    run: async ({ ask }: Subject) => problem(await ask(`GET /echoes?${query}`), 400, 'invalid-page'),
  })),
  ...BODIES.map(([what, headers, body, status, name]) => ({
    title: `POST /echo with ${what} is a ${status}, ${name}`,
    run: async ({ ask }: Subject) => problem(await ask('POST /echo', { headers, body }), status, name),
  })),
  {
    title: 'POST /echo ignores __proto__ like any other name',
    async run({ ask }) {
      const body = '{"message":"Hello","__proto__":{"message":"b"}}';
      const answer = conforming(EchoAnswer, 200, await ask('POST /echo', { headers: JSON_TYPE, body }));
      assert.equal(answer.echo, 'Hello');
    },
  },
  {
    title: 'a 415 says what would be read',
    async run({ ask }) {
      const type = await ask('POST /echo', { headers: { 'content-type': 'text/plain' }, body: HELLO });
      assert.equal(type.headers['accept'], 'application/json');
      const coding = await ask('POST /echo', {
        headers: { ...JSON_TYPE, 'content-encoding': 'br' },
        body: HELLO,
      });
      assert.equal(coding.headers['accept-encoding'], 'identity');
    },
  },
  {
    title: 'If-None-Match: * on what is there is a 304',
    async run({ ask }) {
      const { status, text } = await ask('GET /info', { headers: { 'if-none-match': '*' } });
      assert.deepEqual([status, text], [304, '']);
    },
  },
  {
    title: 'no answer names its framework in a header, and all say nosniff',
    async run({ ask }) {
      for (const line of ['GET /', 'GET /nope', 'OPTIONS /echo']) {
        const { headers } = await ask(line);
        assert.equal(headers['x-content-type-options'], 'nosniff');
        for (const name of ['x-powered-by', 'etag', 'content-security-policy'])
          assert.ok(!(name in headers), name);
      }
    },
  },
];
