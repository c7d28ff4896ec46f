import { afterEach, describe, expect, test } from '@jest/globals';
import { createClient } from './client.ts';
import type { Built } from './describe-access.ts';

function fail(): never {
  throw new Error('cannot read /app/secrets/password.json at /app/src/store.ts:12:7');
}
const failing = { root: fail, echo: fail, echoes: fail, info: fail, health: fail, livez: fail, readyz: fail };

/** What a service answers with. */
type Answers = typeof failing;

/** What a client and the log hear of failures inside, as a suite of tests. `build` is given what computes the answers, if not the service's own. */
export function describeFailures(name: string, build: (answers?: Answers) => Promise<Built>): void {
  describe(`a failure inside ${name}`, () => {
    const environment = process.env['NODE_ENV'];
    afterEach(() => {
      process.env['NODE_ENV'] = environment;
    });

    describe.each(['production', 'development', undefined])('with NODE_ENV=%s', (value) => {
      test.each([
        'GET /',
        'POST /echo',
        'GET /echoes',
        'GET /info',
        'GET /health',
        'GET /livez',
        'GET /readyz',
      ])(
        'a failure behind %s is a 500 that says nothing, and a line in the log that says all',
        async (line) => {
          if (value === undefined) delete process.env['NODE_ENV'];
          else process.env['NODE_ENV'] = value;
          const { server, lines } = await build(failing);
          const parcel = {
            headers: { 'x-request-id': 'failed-1' },
            ...(line.startsWith('POST') && { body: { message: '' } }),
          };
          const { status, text, headers } = await createClient(server)(line, parcel);
          expect(status).toBe(500);
          expect(text).toContain('Internal Server Error');
          expect(text).not.toMatch(/secret|app|store/u);
          expect(headers['x-request-id']).toBe('failed-1');
          expect(lines).toContainEqual(
            expect.objectContaining({
              level: 'error',
              msg: 'request failed',
              request_id: 'failed-1',
              err: expect.objectContaining({
                message: expect.stringContaining('/app/secrets'),
                stack: expect.any(String),
              }),
            }),
          );
        },
      );
    });

    test('a request that is refused is no failure in the log', async () => {
      const { server, lines } = await build();
      const headers = { 'content-type': 'application/json' };
      await createClient(server)('POST /echo', { headers, body: '{' });
      expect(lines.map(({ level, msg, status }) => ({ level, msg, status }))).toEqual([
        { level: 'info', msg: 'request', status: 400 },
      ]);
    });
  });
}
