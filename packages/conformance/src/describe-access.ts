import type { Server } from 'node:http';
import { describe, expect, test } from '@jest/globals';
import { createClient } from './client.ts';

/** A service inside the test's own process, which does not listen yet. */
export interface Built {
  readonly server: Server;
  /** What it has logged so far. */
  readonly lines: readonly Record<string, unknown>[];
}

const TRACE = '0af7651916cd43dd8448eb211c80319c';

/** What a service logs of requests, and whom it takes for the client, as a suite of tests. `build` is given variables. */
export function describeAccess(
  name: string,
  build: (env?: Readonly<Record<string, string>>) => Promise<Built>,
): void {
  describe(`the access log of ${name}`, () => {
    test('a request is one line in the log', async () => {
      const { server, lines } = await build();
      const headers = { 'x-request-id': 'order-66', traceparent: `00-${TRACE}-b7ad6b7169203331-01` };
      const { text } = await createClient(server)('POST /echo?token=secret', {
        headers,
        body: { message: 'private' },
      });
      expect(lines).toEqual([
        {
          level: 'info',
          time: expect.any(Number),
          pid: expect.any(Number),
          hostname: expect.any(String),
          msg: 'request',
          method: 'POST',
          path: '/echo',
          status: 200,
          duration: expect.any(Number),
          bytes: Buffer.byteLength(text),
          client_ip: '127.0.0.1',
          request_id: 'order-66',
          trace_id: TRACE,
        },
      ]);
      expect(JSON.stringify(lines)).not.toMatch(/secret|private/u);
    });

    test.each(['GET /nowhere', 'GET /%zz', 'OPTIONS /echo', 'HEAD /', 'POST /echo'])(
      '%s is one line too, with the id that is on the answer',
      async (line) => {
        const { server, lines } = await build();
        const { status, headers } = await createClient(server)(line);
        expect(headers['x-request-id']).toMatch(/^[\w-]{36}$/u);
        expect(lines).toEqual([
          expect.objectContaining({ msg: 'request', status, request_id: headers['x-request-id'] }),
        ]);
      },
    );

    test('probes are logged at debug', async () => {
      const quiet = await build();
      const detailed = await build({ LOG_LEVEL: 'debug' });
      for (const line of ['GET /health', 'GET /livez?verbose', 'GET /readyz']) {
        await createClient(quiet.server)(line);
        await createClient(detailed.server)(line);
      }
      expect(quiet.lines).toEqual([]);
      expect(detailed.lines.map(({ level, path }) => [level, path])).toEqual([
        ['debug', '/health'],
        ['debug', '/livez'],
        ['debug', '/readyz'],
      ]);
    });

    test('X-Forwarded-For counts when it comes from an address in TRUST_PROXY', async () => {
      const headers = { 'x-forwarded-for': '203.0.113.7, 198.51.100.4, 10.0.0.9' };
      const told = { headers, body: { message: '' } };
      const { server, lines } = await build({ TRUST_PROXY: 'loopback, 10.0.0.0/8' });
      const { text } = await createClient(server)('POST /echo', told);
      expect(JSON.parse(text)).toMatchObject({ client_ip: '198.51.100.4' });
      expect(lines).toEqual([expect.objectContaining({ client_ip: '198.51.100.4' })]);

      const untold = await createClient((await build()).server)('POST /echo', told);
      expect(untold.json()).toMatchObject({ client_ip: '127.0.0.1' });
    });
  });
}
