import type { Server } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createClient } from './client.ts';
import { assertNoLeak } from './leaks.ts';
import { HOSTILE_BYTES } from './wire/hostile-bytes.ts';
import { Wire } from './wire/wire.ts';

/** How short the waits of the server under test are, in milliseconds: long enough for a busy machine, and no longer. */
export const SHORT_WAITS = {
  headersTimeout: 400,
  requestTimeout: 800,
  connectionsCheckingInterval: 50,
  keepAliveTimeout: 200,
  stallTimeout: 1500,
} as const;

const MIB = 1024 ** 2;
const POST = 'POST /echo HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n';

/**
 * What a service does with bytes that no HTTP client would send, and with clients that do not go on, as a suite of tests.
 * `build` makes a server that does not listen yet, with {@link SHORT_WAITS} and a body limit of 16 MiB.
 */
export function describeWire(name: string, build: () => Promise<Server>): void {
  describe(`${name} on the wire`, () => {
    let server: Server;
    let port: number;

    beforeAll(async () => {
      server = await build();
      await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
      const address = server.address();
      port = typeof address === 'object' && address ? address.port : 0;
    });
    afterAll(async () => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    });

    async function goesOn(): Promise<void> {
      const { status } = await createClient(server)('POST /echo', { body: { message: 'still there' } });
      expect(status).toBe(200);
    }

    /** The status of the answer, after which the server closes the connection. */
    async function verdict(wire: Wire): Promise<number | 'closed'> {
      const answer = await wire.rest();
      assertNoLeak(answer);
      const [, status] = /^HTTP\/1\.1 (\d{3}) /u.exec(answer) ?? [];
      return status === undefined ? 'closed' : Number(status);
    }

    test.each(HOSTILE_BYTES.map((hostile) => [hostile.title, hostile] as const))(
      '%s: answered, closed, and on it goes',
      async (_title, { bytes, answers }) => {
        const wire = await Wire.open(port);
        wire.say(bytes);
        expect(answers).toContain(await verdict(wire));
        await goesOn();
      },
    );

    describe('gives up on a client that', () => {
      test.each([
        ['says nothing', ''],
        ['does not finish its request line', 'GET / HT'],
        ['does not finish its headers', 'GET / HTTP/1.1\r\nHost: a\r\nX-A: '],
        ['does not send its body', `${POST}Content-Length: 15\r\n\r\n`],
        ['does not finish its body', `${POST}Content-Length: 15\r\n\r\n{"message":`],
        ['does not finish its chunks', `${POST}Transfer-Encoding: chunked\r\n\r\n3\r\n{"m\r\n`],
      ])('%s', async (_what, bytes) => {
        const wire = await Wire.open(port);
        if (bytes) wire.say(bytes);
        expect(await verdict(wire)).toBe(408);
        await goesOn();
      });

      test('sends nothing after its answer', async () => {
        const wire = await Wire.open(port);
        wire.say('GET /livez HTTP/1.1\r\nHost: a\r\n\r\n');
        expect(await wire.rest()).toMatch(/^HTTP\/1\.1 200 /u);
      });

      test('does not read its answer', async () => {
        const closed = new Promise<boolean>((resolve) => {
          server.once('connection', (socket) => socket.once('close', () => resolve(true)));
        });
        const wire = await Wire.open(port, { deaf: true });
        // More than the buffers of two sockets hold.
        const body = JSON.stringify({ message: 'x'.repeat(12 * MIB) });
        wire.say(`${POST}Content-Length: ${body.length}\r\n\r\n${body}`);
        expect(await closed).toBe(true);
        wire.leave();
        await goesOn();
      });

      test.each([
        ['leaves in the middle of its headers', 'GET / HTTP/1.1\r\nHost'],
        ['leaves in the middle of its body', `${POST}Content-Length: 15\r\n\r\n{"mess`],
        ['leaves before its answer', `${POST}Content-Length: 15\r\n\r\n{"message":"a"}`],
      ])('%s', async (_what, bytes) => {
        const wire = await Wire.open(port);
        wire.say(bytes);
        wire.leave();
        await goesOn();
      });
    });

    test('a body that inflates to more than the limit is refused', async () => {
      const bomb = gzipSync(JSON.stringify({ message: 'x'.repeat(17 * MIB) })).toString('latin1');
      const wire = await Wire.open(port);
      wire.say(
        `${POST}Connection: close\r\nContent-Encoding: gzip\r\nContent-Length: ${bomb.length}\r\n\r\n${bomb}`,
      );
      // Express inflates up to its limit; for Fastify the bytes are no JSON.
      expect([413, 400]).toContain(await verdict(wire));
      await goesOn();
    });

    test('a client that expects 100 Continue is told to, and then answered', async () => {
      const wire = await Wire.open(port);
      wire.say(`${POST}Connection: close\r\nExpect: 100-continue\r\nContent-Length: 15\r\n\r\n`);
      await wire.hear(/^HTTP\/1\.1 100 Continue\r\n\r\n/u);
      wire.say('{"message":"a"}');
      expect(await wire.rest()).toMatch(/^HTTP\/1\.1 200 .*"echo":"a"/su);
    });

    test('requests sent without waiting are answered in order', async () => {
      const wire = await Wire.open(port);
      const numbers = Array.from({ length: 100 }, (_, number) => String(number));
      const requests = numbers.map((number) => {
        const body = JSON.stringify({ message: number });
        return `${POST}Content-Length: ${body.length}\r\n\r\n${body}`;
      });
      wire.say(`${requests.join('')}GET /livez HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`);
      const answers = await wire.rest();
      expect([...answers.matchAll(/"echo":"(\d+)"/gu)].map(([, number]) => number)).toEqual(numbers);
    });
  });
}
