import { createClient } from '@echo-twins/conformance/client';
import { expect, test } from '@jest/globals';
import { buildTwin } from '../test/twin.ts';

const ask = createClient((await buildTwin()).server);
const HTML = /^text\/html/u;
const JSON_BODY = /^application\/json/u;

/** What Express does by itself, and what this twin leaves as it is. */
const NATIVE: readonly (readonly [line: string, status: number, type: RegExp, body: RegExp])[] = [
  ['GET /nowhere', 404, HTML, /<pre>Cannot GET \/nowhere<\/pre>/u],
  ['POST /health', 404, HTML, /<pre>Cannot POST \/health<\/pre>/u],
  ['GET /echo', 404, HTML, /<pre>Cannot GET \/echo<\/pre>/u],
  ['TRACE /', 404, HTML, /<pre>Cannot TRACE \/<\/pre>/u],
  ['GET /health/', 200, JSON_BODY, /"healthy"/u],
  ['GET /HEALTH', 200, JSON_BODY, /"healthy"/u],
  ['GET //health', 404, HTML, /Cannot GET \/\/health/u],
  ['GET /%68ealth', 404, HTML, /Cannot GET/u],
  ['GET /%zz', 404, HTML, /Cannot GET/u],
  ['GET /<script>', 404, HTML, /Cannot GET \/%3Cscript%3E/u],
  ['GET /health?a=%zz&__proto__[a]=b', 200, JSON_BODY, /"healthy"/u],
];

test.each(NATIVE)('%s is %d', async (line, status, type, body) => {
  const answer = await ask(line);
  expect(answer).toMatchObject({ status, text: expect.stringMatching(body) });
  expect(answer.headers['content-type']).toMatch(type);
});

test('OPTIONS says what a path allows', async () => {
  expect(await ask('OPTIONS /echo')).toMatchObject({ status: 200, headers: { allow: 'POST' } });
  expect(await ask('OPTIONS /health')).toMatchObject({ status: 200, headers: { allow: 'GET, HEAD' } });
});

test('an answer has a weak ETag, and is a 304 to a client who has it', async () => {
  const { headers } = await ask('GET /');
  expect(headers['etag']).toMatch(/^W\/"/u);
  const again = await ask('GET /', { headers: { 'if-none-match': headers['etag'] ?? '' } });
  expect(again).toMatchObject({ status: 304, text: '' });
});

test('it says that it is Express', async () => {
  expect((await ask('GET /')).headers['x-powered-by']).toBe('Express');
});

test('malformed JSON is a page that says no more than Bad Request', async () => {
  const headers = { 'content-type': 'application/json' };
  const { status, text } = await ask('POST /echo', { headers, body: '{"message":' });
  expect({ status, text }).toEqual({ status: 400, text: expect.stringContaining('<pre>Bad Request</pre>') });
});
