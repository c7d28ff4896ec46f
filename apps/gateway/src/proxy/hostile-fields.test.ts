import { describe, expect, test } from '@jest/globals';
import { startGateway } from '../../test/support/gateway.ts';
import { requestText, sendRaw, statusOf } from '../../test/support/raw-client.ts';
import { startRawUpstream } from '../../test/support/upstream.ts';

async function start(fields = '', trust = 'none') {
  const upstream = await startRawUpstream((socket) => {
    socket.write(Buffer.from(`HTTP/1.1 200 OK\r\nContent-Length: 2\r\n${fields}\r\nok`, 'latin1'));
  });
  return { upstream, ...(await startGateway({ express: upstream.url, trust })) };
}

/** Every byte above ASCII: what UTF-8 and Latin-1 are made of (RFC 9110 §5.5, obs-text). */
const OBS_TEXT = Array.from({ length: 128 }, (_value, index) => String.fromCodePoint(128 + index)).join('');
const CONTROLS = Array.from({ length: 33 }, (_value, code) => (code === 32 ? 127 : code)).filter(
  (code) => code !== 9,
);

describe('a field with bytes that must not be there is refused: 400 (RFC 9110 §5.5, RFC 9112 §5.1)', () => {
  test('any control character but the tab, in a value or in a name', async () => {
    const { port, upstream } = await start();
    for (const code of CONTROLS) {
      const byte = String.fromCodePoint(code);
      for (const field of [`X-A: a${byte}b`, `X${byte}A: a`, `X-A: ${byte}`]) {
        const answer = await sendRaw(port, requestText('GET /flask/x', [field]));
        expect([field, statusOf(answer)]).toEqual([field, 400]);
      }
    }
    expect(upstream.heads).toHaveLength(0);
  });

  test.each(['X A: a', 'X\u00E9: a', '(x): a', 'X@: a', 'X-A : a', 'X-A\t: a', ': a', 'X-A', '"X": a'])(
    '%j',
    async (field) => {
      const { port, upstream } = await start();
      expect(statusOf(await sendRaw(port, requestText('GET /flask/x', [field])))).toBe(400);
      expect(upstream.heads).toHaveLength(0);
    },
  );
});

describe('a field passes byte for byte', () => {
  test('in a request', async () => {
    const { port, upstream } = await start();
    await sendRaw(port, requestText('GET /flask/x', [`X-A: a\t${OBS_TEXT}"\\`]));
    expect(upstream.heads[0]).toContain(`\r\nX-A: a\t${OBS_TEXT}"\\\r\n`);
  });

  test('in an answer, Server and cookies for whomever included', async () => {
    const cookies = 'Set-Cookie: a=1; Domain=other.test\r\nSet-Cookie: b=2; Path=/\r\n';
    const { port } = await start(`X-A: a\t${OBS_TEXT}"\\\r\nServer: replica/1\r\n${cookies}`);
    const answer = await sendRaw(port, requestText('GET /flask/x'));
    expect(answer).toContain(`\r\nX-A: a\t${OBS_TEXT}"\\\r\nServer: replica/1\r\n${cookies}`);
  });

  test('and nothing of it is acted on: ranges, other methods, the names of prototypes', async () => {
    const { port, upstream } = await start();
    const fields = [
      `Range: bytes=${Array.from({ length: 1000 }, () => '0-9').join(',')}`,
      'X-HTTP-Method-Override: DELETE',
      '__proto__: a',
      'constructor: a',
      'toString: a',
    ];
    const answer = await sendRaw(port, requestText('POST /flask/x', ['Content-Length: 1', ...fields], 'x'));
    expect(statusOf(answer)).toBe(200);
    expect(upstream.heads[0]).toMatch(/^POST \/x HTTP\/1\.1\r\n/u);
    for (const field of fields) expect(upstream.heads[0]).toContain(`\r\n${field}\r\n`);
    expect(Object.keys(Object.prototype)).toEqual([]);
  });
});

const CLAIMS = [
  'X-Forwarded-For: 6.6.6.6',
  'X-Forwarded-Host: 6.test',
  'X-Forwarded-Proto: six',
  'X-Forwarded-Port: six',
  'X-Forwarded-Prefix: /six',
  'X-Real-IP: 6.6.6.6',
  'True-Client-IP: 6.6.6.6',
  'Forwarded: for=6.6.6.6;host=6.test',
  'X-Forwarded-Server: 6.test',
  'X-Forwarded-Scheme: six',
  'X-Forwarded-Ssl: six',
  'X-Forwarded-Whatever: six',
  'Front-End-Https: six',
  'X-Client-IP: 6.6.6.6',
  'CF-Connecting-IP: 6.6.6.6',
  'Fastly-Client-IP: 6.6.6.6',
  'X-Cluster-Client-IP: 6.6.6.6',
  'X-Original-URL: /six',
  'X-Rewrite-URL: /six',
];

describe('what a client claims about itself (RFC 7239 §8.1, CWE-290)', () => {
  test.each<[string, string[]]>([
    ['as it is', CLAIMS],
    ['twice', [...CLAIMS, ...CLAIMS]],
    ['in other spellings', CLAIMS.map((claim) => claim.toUpperCase())],
    ['with underscores, for CGI', CLAIMS.map((claim) => claim.replaceAll('-', '_'))],
    ['with dots, for CGI', CLAIMS.map((claim) => claim.replaceAll(/-(?=.*:)/gu, '.'))],
    [
      'with Connection naming what the gateway writes',
      ['Connection: X-Forwarded-For, X-Forwarded-Host, X-Request-Id, Via, Host, close', ...CLAIMS],
    ],
  ])('is not passed on when it is not trusted: %s', async (_name, fields) => {
    const { port, upstream } = await start();
    await sendRaw(
      port,
      ['GET /flask/x HTTP/1.1', 'Host: a.test', 'Connection: close', ...fields, '', ''].join('\r\n'),
    );
    const head = upstream.heads[0]?.toLowerCase() ?? '';
    expect(head).not.toMatch(/6\.6|6\.test|six/u);
    expect(head).toContain('\r\nhost: a.test\r\n');
    expect(head).toContain(
      '\r\nx-forwarded-for: 127.0.0.1\r\nx-forwarded-host: a.test\r\nx-forwarded-proto: http\r\n',
    );
    expect(head).toMatch(/\r\nvia: 1\.1 echo-gateway\r\nx-request-id: [\w-]+\r\n/u);
  });
});

describe('a method', () => {
  test.each<[string, number]>([
    ['TRACE', 405],
    ['PRETEND', 501],
    ['X'.repeat(100), 501],
    ['get', 400],
    ['G\u00C9T', 400],
  ])(
    '%s is a %i, and nothing of the request is in the answer (RFC 9110 §9.1, §9.3.8)',
    async (method, status) => {
      const { port, upstream } = await start();
      const answer = await sendRaw(port, requestText(`${method} /flask/secret`, ['Cookie: secret']));
      expect([statusOf(answer), answer.includes('secret')]).toEqual([status, false]);
      expect(upstream.heads).toHaveLength(0);
    },
  );
});
