/** What the twins of the aligned profile do as time passes: with slow clients, and when they are told to stop. */
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { normalise } from './interchange/normalise.ts';
import { observe } from './interchange/observe.ts';
import { post, request, type Step } from './interchange/probe.ts';
import { drain, type Running, startTwin, stopTwin } from './interchange/twins.ts';

let twins: readonly Running[] = [];
beforeEach(async () => {
  twins = await Promise.all([startTwin('express-echo'), startTwin('fastify-echo')]);
}, 20_000);
afterEach(async () => {
  await Promise.all(twins.map(stopTwin));
});

const HELLO = '{"message":"Hello"}';
/** Longer than a service waits for a request, in milliseconds. */
const PATIENCE = 25_000;

/** What each twin does with these steps. */
const ask = (steps: readonly Step[], patience?: number): Promise<string[]> =>
  Promise.all(twins.map(async ({ port }) => normalise(await observe(port, { id: '', steps }, patience))));

const SLOW: Readonly<Record<string, readonly [steps: readonly Step[], statuses: readonly number[]]>> = {
  'nothing at all': [[], [408]],
  'half a head': [['GET / HTTP/1.1\r\nHost: a'], [408]],
  'half a second head': [[`${request('GET /livez')}GET /livez HT`], [200, 408]],
  'half a body': [[post(HELLO).slice(0, -3)], [408]],
  'half a chunk': [[post('13\r\n{"mess', 'Transfer-Encoding: chunked')], [408]],
  'a body that is waited for': [[post('', 'Content-Length: 9', 'Expect: 100-continue')], [100, 408]],
  'half a body that nobody reads': [
    [request('GET /livez', { fields: ['Content-Length: 9'], body: 'x' })],
    [200],
  ],
  'half a body to nowhere': [[request('PUT /nope', { fields: ['Content-Length: 9'], body: 'x' })], [404]],
};

describe('slow clients', () => {
  test(
    'are told so alike, and left',
    async () => {
      const seen = await Promise.all(Object.values(SLOW).map(([steps]) => ask(steps, PATIENCE)));
      for (const [index, [name, [, statuses]]] of Object.entries(SLOW).entries()) {
        const [express = '', fastify] = seen[index] ?? [];
        expect(`${name}: ${express}`).toBe(`${name}: ${fastify}`);
        expect([...express.matchAll(/^HTTP\/1\.1 (\d+)/gmu)].map(([, status]) => Number(status))).toEqual(
          statuses,
        );
        expect(express).toMatch(/connection closed$/u);
      }
    },
    PATIENCE + 7000,
  );
});

describe('from SIGTERM on', () => {
  const ANSWERED = { heard: /\}$/u };
  const HALF = post(HELLO).slice(0, -3);

  test.each<[string, Step[], string, RegExp]>([
    [
      'a body that is still being sent is answered, and the connection ends',
      [HALF, { wait: 50 }],
      post(HELLO).slice(HALF.length),
      /^HTTP\/1\.1 200 OK\nconnection: close\n.*"echo":"Hello".*connection closed$/su,
    ],
    [
      'a request on an open connection is answered, and the connection ends',
      [request('GET /livez'), ANSWERED],
      request('GET /info'),
      /^HTTP\/1\.1 200 OK\nconnection: keep-alive\n.*HTTP\/1\.1 200 OK\nconnection: close\n.*connection closed$/su,
    ],
    [
      'readiness is denied',
      [request('GET /readyz'), ANSWERED],
      request('GET /readyz'),
      /^HTTP\/1\.1 200 OK\n.*HTTP\/1\.1 503 Service Unavailable\nconnection: close\n.*"draining"/su,
    ],
    [
      'a precondition is not looked at when the answer is a 503',
      [],
      request('GET /health', { fields: ['If-None-Match: *'] }),
      /^HTTP\/1\.1 503 Service Unavailable\nconnection: close\n/u,
    ],
    [
      'a refusal says goodbye too',
      [request('GET /nope'), ANSWERED],
      request('GET /nope'),
      /^HTTP\/1\.1 404 Not Found\nconnection: keep-alive\n.*HTTP\/1\.1 404 Not Found\nconnection: close\n.*connection closed$/su,
    ],
    [
      'what is no HTTP is still answered so',
      [request('GET /livez'), ANSWERED],
      '\0',
      /HTTP\/1\.1 400 Bad Request\nconnection: close\n.*connection closed$/su,
    ],
  ])('%s', async (_title, before, after, expected) => {
    const [express, fastify] = await Promise.all(
      twins.map(async (twin) => {
        const steps = [...before, { meanwhile: () => drain(twin) }, after];
        return normalise(await observe(twin.port, { id: '', steps }));
      }),
    );
    expect(express).toBe(fastify);
    expect(express).toMatch(expected);
    expect(await Promise.all(twins.map(stopTwin))).toEqual([0, 0]);
  });
});
