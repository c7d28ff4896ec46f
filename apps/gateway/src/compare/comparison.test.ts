import type { RequestListener } from 'node:http';
import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { startGateway } from '../../test/support/gateway.ts';
import { requestText, sendRaw, statusOf } from '../../test/support/raw-client.ts';
import { until } from '../../test/support/until.ts';
import { startRawUpstream, startUpstream } from '../../test/support/upstream.ts';

const Side = z.looseObject({
  status: z.number().optional(),
  error: z.string().optional(),
  headers: z.record(z.string(), z.unknown()).optional(),
  body: z.unknown().optional(),
  time_ms: z.number(),
});
const Compared = z.object({
  request: z.looseObject({
    method: z.string(),
    path: z.string(),
    headers: z.record(z.string(), z.unknown()),
  }),
  answers: z.object({ express: Side, fastify: Side }),
  differences: z.array(z.looseObject({ aspect: z.string(), class: z.string() })),
  class: z.string(),
  masked: z.array(z.looseObject({ name: z.string() })),
  compared_bytes: z.number().optional(),
});

const JSON_PLEASE = { accept: 'application/json' };

const CONFIG = (route = '') => `
pools:
  one: { upstream: '\${EXPRESS_UPSTREAM}' }
  other: { upstream: '\${FASTIFY_UPSTREAM}' }
routes:
  - prefix: /compare
    compare: { sides: { express: one, fastify: other }, deadline: 1s }
    ${route}
`;

/** Tells everything it received. */
const echo: RequestListener = (request, response) => {
  const parts: Buffer[] = [];
  request.on('data', (part: Buffer) => parts.push(part));
  request.on('end', () => {
    const { method, url, headers } = request;
    const body = Buffer.concat(parts).toString('latin1');
    const { 'transfer-encoding': coding, 'content-length': length } = headers;
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ method, url, body, coding, length, own: headers['x-own'] }));
  });
};

async function between(left: RequestListener, right: RequestListener, options: { config?: string } = {}) {
  const [express, fastify] = [await startUpstream(left), await startUpstream(right)];
  const gateway = await startGateway({ express: express.url, fastify: fastify.url, ...options });
  const ask = async (path = '/', init: RequestInit = {}) => {
    const headers = new Headers(init.headers);
    headers.set('accept', 'application/json');
    const response = await fetch(`${gateway.url}/compare${path}`, { ...init, headers });
    return { status: response.status, ...Compared.parse(await response.json()) };
  };
  return { ...gateway, express, fastify, ask };
}

describe('what both are asked', () => {
  test.each(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])(
    '%s is passed on as it is',
    async (method) => {
      const { ask } = await between(echo, echo);
      const body = method === 'GET' ? undefined : 'some\u0000thing';
      const { class: worst, answers } = await ask('/anything//%2f?a=b&a=c', {
        method,
        ...(body !== undefined && { body }),
        headers: { 'x-own': 'kept' },
      });
      for (const answer of [answers.express, answers.fastify]) {
        expect(answer.body).toMatchObject({
          method,
          url: '/anything//%2f?a=b&a=c',
          body: body ?? '',
          own: 'kept',
        });
      }
      expect(worst).toBe('SAME');
    },
  );

  test('HEAD has an answer without a body, about answers without bodies', async () => {
    const { url, express, fastify } = await between(echo, echo);
    const response = await fetch(`${url}/compare/a`, { method: 'HEAD' });
    expect([response.status, await response.text()]).toEqual([200, '']);
    expect([express, fastify].map(({ requests }) => requests[0]?.method)).toEqual(['HEAD', 'HEAD']);
  });

  test('a body comes with its length, or in chunks, as it came', async () => {
    const { port } = await between(echo, echo);
    const framings = [
      { fields: ['Content-Length: 3'], body: 'abc', told: '"length": "3"' },
      {
        fields: ['Transfer-Encoding: chunked'],
        body: '1\r\na\r\n2\r\nbc\r\n0\r\n\r\n',
        told: '"coding": "chunked"',
      },
      { fields: ['Expect: 100-continue', 'Content-Length: 3'], body: 'abc', told: '"length": "3"' },
    ];
    for (const { fields, body, told } of framings) {
      const answer = await sendRaw(port, requestText('POST /compare/x', fields) + body);
      expect(answer).toContain('"body": "abc"');
      expect(answer).toContain(told);
    }
  });

  test('is told back, without what a script in a page must not read', async () => {
    const { ask } = await between(echo, echo);
    const { request } = await ask('/p?q', {
      headers: { 'x-own': '1', cookie: 'a=b', authorization: 'Basic x' },
    });
    expect(request).toMatchObject({ method: 'GET', path: '/p?q' });
    expect(request.headers).toMatchObject({ 'x-own': '1', cookie: '<hidden>', authorization: '<hidden>' });
  });
});

describe('what is found', () => {
  test('nothing, between answers that differ only in what changes from time to time', async () => {
    const at =
      (time: string, hostname: string): RequestListener =>
      (_request, response) => {
        response.setHeader('content-type', 'application/json');
        response.end(JSON.stringify({ timestamp: time, hostname }));
      };
    const { ask } = await between(at('2026-01-01T00:00:00Z', 'a'), at('2026-01-01T00:00:01Z', 'b'));
    const { class: worst, differences, masked } = await ask();
    expect([worst, differences]).toEqual(['SAME', []]);
    expect(masked).toContainEqual({
      name: 'time',
      express: '2026-01-01T00:00:00Z',
      fastify: '2026-01-01T00:00:01Z',
    });
    expect(masked).toContainEqual({ name: 'hostname', express: '"hostname":"a"', fastify: '"hostname":"b"' });
  });

  test('status, type and body, each with what both showed', async () => {
    const { ask } = await between(
      (_request, response) => response.writeHead(404, { 'content-type': 'text/html' }).end('<p>no</p>'),
      (_request, response) => response.writeHead(400, { 'content-type': 'application/json' }).end('{"no":1}'),
    );
    const { status, class: worst, differences, answers } = await ask();
    expect([status, worst]).toEqual([200, 'DIVERGENT']);
    expect(differences).toContainEqual({
      aspect: 'status',
      class: 'DIVERGENT',
      express: '404',
      fastify: '400',
    });
    expect(differences.map(({ aspect }) => aspect)).toEqual(expect.arrayContaining(['ctype', 'body']));
    expect([answers.express.body, answers.fastify.body]).toEqual(['<p>no</p>', { no: 1 }]);
  });

  test('bytes that are no text are told in base64, and a large body up to where it is cut off', async () => {
    const { ask } = await between(
      (_request, response) => response.end(Buffer.from([0xff, 0x00])),
      (_request, response) => response.end('a'.repeat(300_000)),
    );
    const { answers } = await ask();
    expect(answers.express.body).toEqual({ base64: '/wA=' });
    expect(answers.fastify).toMatchObject({ cut_off: true, body: 'a'.repeat(256 * 1024) });
  });

  test('of bodies too large to be compared as a whole, never that they are the same', async () => {
    const long: RequestListener = (_request, response) => response.end('a'.repeat(300_000));
    const { ask, url } = await between(long, long);
    const { status, class: worst, differences, compared_bytes } = await ask();
    expect([status, worst, differences, compared_bytes]).toEqual([200, 'SAME_SO_FAR', [], 256 * 1024]);
    const text = await (await fetch(`${url}/compare/`)).text();
    expect(text).toMatch(/^GET \/: SAME_SO_FAR\n/u);
    expect(text).toContain(
      'No difference in what was compared.\nOnly the first 256 KiB of a body are compared.\n',
    );
    expect(text).toContain('… cut off after 256 KiB');
  });
});

describe('for a terminal', () => {
  test('both answers stand side by side, what differs is marked, and nothing can move the cursor', async () => {
    const { url } = await between(
      (_request, response) => response.end('same\nleft \u001b[31m\u202e'),
      (_request, response) => response.end('same\nright'),
    );
    const response = await fetch(`${url}/compare/x`);
    const text = await response.text();
    expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(response.headers.get('vary')).toBe('accept');
    expect(text).toMatch(/^GET \/x: SHAPE\n/u);
    expect(text).toMatch(/^ {2}same +│ same$/mu);
    expect(text).toMatch(/^≠ left \\x1b\[31m\\u\{202e\} +│ right$/mu);
    for (const hidden of ['\u001b', '\u202e']) expect(text).not.toContain(hidden);
    expect(text).toContain('SHAPE: body');
  });
});

describe('when one of them does not answer', () => {
  test('a twin that is down is reported beside the other’s answer', async () => {
    const { ask, url, express } = await between(echo, echo);
    await express.stop();
    const { status, class: worst, answers } = await ask();
    expect([status, worst]).toEqual([200, 'DIVERGENT']);
    expect(answers).toMatchObject({ express: { error: 'down' }, fastify: { status: 200 } });
    expect(await (await fetch(`${url}/compare/`)).text()).toContain('nobody is there to answer');
  });

  test.each<[string, RequestListener]>([
    ['never begins', () => undefined],
    ['never ends', (_request, response) => void response.write('a')],
  ])('a twin whose answer %s is waited for until the deadline', async (_how, slow) => {
    const { ask } = await between(slow, echo, { config: CONFIG() });
    const { status, class: worst, answers } = await ask();
    expect([status, worst]).toEqual([200, 'HANG']);
    expect(answers).toMatchObject({ express: { error: 'late' }, fastify: { status: 200 } });
    expect(answers.express.time_ms).toBeGreaterThanOrEqual(990);
  });

  test('a twin that answers nonsense, or hangs up, is reported', async () => {
    for (const nonsense of ['NOT HTTP\r\n\r\n', '']) {
      const express = await startRawUpstream((socket) => socket.end(nonsense));
      const fastify = await startUpstream(echo);
      const { url } = await startGateway({ express: express.url, fastify: fastify.url });
      const response = await fetch(`${url}/compare/`, { method: 'POST', body: 'a', headers: JSON_PLEASE });
      const { answers } = Compared.parse(await response.json());
      expect(answers).toMatchObject({ express: { error: 'failed' }, fastify: { status: 200 } });
      expect(express.heads).toHaveLength(1);
    }
  });

  const breakingOff = () =>
    startRawUpstream((socket) => {
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc', () => socket.resetAndDestroy());
    });

  test('a twin whose answer breaks off is reported, and nothing of it is shown', async () => {
    const [express, fastify] = [await breakingOff(), await startUpstream(echo)];
    const { url } = await startGateway({ express: express.url, fastify: fastify.url });
    const response = await fetch(`${url}/compare/`, { headers: JSON_PLEASE });
    const { answers, class: worst } = Compared.parse(await response.json());
    expect([response.status, worst]).toEqual([200, 'DIVERGENT']);
    expect(answers).toMatchObject({ express: { error: 'broken' }, fastify: { status: 200 } });
    expect(answers.express.body).toBeUndefined();
    expect(await (await fetch(`${url}/compare/`)).text()).toContain('the answer broke off');
  });

  test.each([
    ['answers break off', 502, 'broken', breakingOff],
    ['answers never come', 504, 'late', () => startUpstream(() => undefined)],
    ['are down', 503, 'down', () => Promise.resolve({ url: undefined })],
  ])('when both %s it is a %i, and they are not called the same', async (_how, status, error, start) => {
    const [{ url: express }, { url: fastify }] = [await start(), await start()];
    const config = CONFIG();
    const { url } = await startGateway({
      config,
      ...(express !== undefined && { express }),
      ...(fastify !== undefined && { fastify }),
    });
    const response = await fetch(`${url}/compare/`, { headers: JSON_PLEASE });
    const { answers, class: worst } = Compared.parse(await response.json());
    expect([response.status, worst]).toEqual([status, 'UNCOMPARED']);
    expect(answers).toMatchObject({ express: { error }, fastify: { error } });
    const text = await (await fetch(`${url}/compare/`)).text();
    expect(text).toMatch(/^GET \/: UNCOMPARED\n/u);
    expect(text).toContain('Nothing to compare: neither has answered.');
  });

  test('a client that leaves leaves nobody waiting', async () => {
    const gone = { count: 0 };
    const held: RequestListener = (_request, response) => void response.on('close', () => (gone.count += 1));
    const { url, express, fastify } = await between(held, held);
    const leaving = new AbortController();
    const asked = fetch(`${url}/compare/`, { signal: leaving.signal }).catch(() => undefined);
    await until(() => express.requests.length + fastify.requests.length === 2);
    leaving.abort();
    await asked;
    await until(() => gone.count === 2);
  });
});

describe('bounds', () => {
  test('a body over the limit is a 413, told at once or when it is crossed; neither twin hears of it', async () => {
    const { port, express, fastify } = await between(echo, echo, { config: CONFIG('body: { limit: 8b }') });
    const lengthy = requestText('POST /compare/', ['Content-Length: 9']);
    const chunked =
      requestText('POST /compare/', ['Transfer-Encoding: chunked']) + '9\r\n123456789\r\n0\r\n\r\n';
    for (const text of [lengthy, chunked]) expect(statusOf(await sendRaw(port, text))).toBe(413);
    expect([express.requests, fastify.requests]).toEqual([[], []]);
  });

  test('the rate of the route counts', async () => {
    const { url } = await between(echo, echo, { config: CONFIG('rate: { requests: 1, per: 1m }') });
    const statuses = [await fetch(`${url}/compare/`), await fetch(`${url}/compare/`)].map(
      ({ status }) => status,
    );
    expect(statuses).toEqual([200, 429]);
  });
});
