import { createClient } from '@echo-twins/conformance/client';
import { expect, test } from '@jest/globals';
import { buildTwin } from '../test/twin.ts';

const ask = createClient((await buildTwin()).server);
const JSON_BODY = /^application\/json/u;

/** What Fastify does by itself, and what this twin leaves as it is. */
const NATIVE: readonly (readonly [line: string, status: number, type: RegExp, body: RegExp])[] = [
  ['GET /nowhere', 404, JSON_BODY, /"Route GET:\/nowhere not found"/u],
  ['POST /health', 404, JSON_BODY, /"Route POST:\/health not found"/u],
  ['GET /echo', 404, JSON_BODY, /"Route GET:\/echo not found"/u],
  ['TRACE /', 404, JSON_BODY, /"Route TRACE:\/ not found"/u],
  ['GET /health/', 404, JSON_BODY, /not found/u],
  ['GET /HEALTH', 404, JSON_BODY, /not found/u],
  ['GET //health', 404, JSON_BODY, /not found/u],
  ['GET /%68ealth', 200, JSON_BODY, /"healthy"/u],
  ['GET /%zz', 400, JSON_BODY, /"FST_ERR_BAD_URL"/u],
  ['GET /<script>', 404, JSON_BODY, /not found/u],
  ['GET /health?a=%zz&__proto__[a]=b', 200, JSON_BODY, /"healthy"/u],
];

test.each(NATIVE)('%s is %d', async (line, status, type, body) => {
  const answer = await ask(line);
  expect(answer).toMatchObject({ status, text: expect.stringMatching(body) });
  expect(answer.headers['content-type']).toMatch(type);
});

test('OPTIONS is served nowhere', async () => {
  expect(await ask('OPTIONS /echo')).toMatchObject({ status: 404 });
  expect(await ask('OPTIONS /health')).toMatchObject({ status: 404 });
});

test('an answer has no ETag', async () => {
  expect((await ask('GET /')).headers['etag']).toBeUndefined();
});

test('it does not say that it is Fastify but in its answers', async () => {
  expect((await ask('GET /')).headers['x-powered-by']).toBeUndefined();
});

test('malformed JSON is an error with a code', async () => {
  const headers = { 'content-type': 'application/json' };
  const { status, text } = await ask('POST /echo', { headers, body: '{"message":' });
  expect({ status, text }).toEqual({
    status: 400,
    text: expect.stringContaining('FST_ERR_CTP_INVALID_JSON_BODY'),
  });
});

test('a __proto__ key is an error', async () => {
  const headers = { 'content-type': 'application/json' };
  const body = '{"message":"a","__proto__":{}}';
  expect(await ask('POST /echo', { headers, body })).toMatchObject({ status: 400 });
});
