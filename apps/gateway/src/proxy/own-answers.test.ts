import { describe, expect, test } from '@jest/globals';
import { startGateway } from '../../test/support/gateway.ts';
import { sendRaw, statusOf } from '../../test/support/raw-client.ts';

const EVIL = [
  'X-Forwarded-Host: evil.test',
  'X-Host: evil.test',
  'X-Request-Id: <evil>',
  'Referer: http://evil.test/',
  'Cookie: evil',
  'User-Agent: <script>evil',
];
const text = (line: string, fields: readonly string[] = []): string =>
  [`${line} HTTP/1.1`, 'Host: evil.test', ...fields, ...EVIL, 'Connection: close', '', ''].join('\r\n');

/** Every way in which the gateway answers by itself. */
const OWN: [string, string, number][] = [
  ['the list of routes', text('GET /?evil=<evil>'), 200],
  ['the list of routes as JSON', text('GET /', ['Accept: application/json']), 200],
  ['the health', text('GET /health?evil'), 503],
  ['OPTIONS *', text('OPTIONS *'), 200],
  ['no route', text('GET /<evil>/"evil"'), 404],
  ['a target that is none', text('GET /evil%zz'), 400],
  ['another host', text('GET http://evil2.test/'), 400],
  ['a body that is not clear', text('POST /flask/evil', ['Content-Length: evil']), 400],
  ['a body of two lengths', text('POST /flask/evil', ['Content-Length: 03']), 400],
  ['what is no HTTP', '<evil>\r\n\r\n', 400],
  ['a version', 'GET /evil HTTP/2.0\r\n\r\n', 505],
  ['a method', text('EVIL /'), 501],
  ['TRACE', text('TRACE /evil'), 405],
  ['CONNECT', 'CONNECT evil.test:443 HTTP/1.1\r\nHost: evil.test:443\r\n\r\n', 405],
  ['something that is only read', text('DELETE /'), 405],
  ['an expectation', text('GET /flask/', ['Expect: evil']), 417],
  ['large fields', text('GET /flask/', [`X-Evil: ${'evil'.repeat(5000)}`]), 431],
  ['a replica that is not there', text('GET /flask/evil'), 503],
  [
    'a handshake',
    text('GET /flask/evil', [
      'Upgrade: websocket',
      'Connection: upgrade',
      'Sec-WebSocket-Version: 8',
      'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    ]),
    426,
  ],
];

describe('what the gateway answers by itself', () => {
  test.each(OWN)(
    'repeats nothing of the request, is no page, and leads nowhere: %s',
    async (_name, bytes, status) => {
      const { port } = await startGateway({});
      const answer = await sendRaw(port, bytes);
      expect(statusOf(answer)).toBe(status);
      expect(answer).not.toMatch(/evil/iu);
      expect(answer).toMatch(
        /^content-type: (?:text\/plain; charset=utf-8|application\/(?:problem\+)?json)\r$/imu,
      );
      expect(answer).toMatch(/^x-content-type-options: nosniff\r$/imu);
      expect(answer).toMatch(/^date: \w{3}, \d\d \w{3} \d{4} [\d:]{8} GMT\r$/imu);
      expect(answer).not.toMatch(/^(?:location|set-cookie|server|x-powered-by):/imu);
      if (status >= 400 && status !== 503) expect(answer).toMatch(/^cache-control: no-store\r$/imu);
    },
  );
});
