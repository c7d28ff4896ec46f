import { describe, expect, test } from '@jest/globals';
import { onCleanup } from '../../test/support/cleanup.ts';
import { NOBODY, startGateway } from '../../test/support/gateway.ts';
import { openRaw, requestText, sendRaw, statusOf } from '../../test/support/raw-client.ts';
import { until } from '../../test/support/until.ts';
import { startUpstream } from '../../test/support/upstream.ts';

async function start() {
  const upstream = await startUpstream((request, response) => {
    request.resume();
    request.on('end', () => response.end(request.url));
  });
  const gateway = await startGateway({ express: upstream.url });
  // After every payload a fresh request gets its own answer.
  onCleanup(async () => {
    expect(await (await fetch(`${gateway.url}/flask/canary`)).text()).toBe('/canary');
  });
  return { gateway, upstream };
}

const LINE = 'GET /flask/x HTTP/1.1\r\nHost: a.test\r\n';
const POST = 'POST /flask/x HTTP/1.1\r\nHost: a.test\r\n';

describe('what is no request of HTTP/1 is refused, its connection closed, nothing passed on', () => {
  test.each<[string, string]>([
    ['a space before the colon', `${POST}Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n`],
    ['line feeds alone', 'GET /flask/x HTTP/1.1\nHost: a.test\n\n'],
    ['a bare carriage return', `${LINE}X-A: a\rb\r\n\r\n`],
    ['a space before the first field', 'GET /flask/x HTTP/1.1\r\n Host: a.test\r\n\r\n'],
    ['a field without a colon', `${LINE}X-A\r\n\r\n`],
    ['a field without a name', `${LINE}: a\r\n\r\n`],
    ['a NUL in a value', `${LINE}X-A: a\u0000b\r\n\r\n`],
    ['HTTP/1.32', 'GET /flask/x HTTP/1.32\r\nHost: a.test\r\n\r\n'],
    ['lower-case http', 'GET /flask/x http/1.1\r\nHost: a.test\r\n\r\n'],
    ['the preface of HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
    ['a TLS hello', '\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00FC\u0003\u0003'],
    ['binary garbage', '\u0000\u0001\u0002\u0003\u0004\r\n\r\n'],
  ])('%s', async (_name, bytes) => {
    const { gateway, upstream } = await start();
    const answer = await sendRaw(gateway.port, bytes);
    expect(statusOf(answer)).toBe(400);
    expect(answer).toMatch(/^connection: close\r$/imu);
    expect(answer).toMatch(/"code":"BAD_(?:REQUEST|FRAMING)"/u);
    expect(upstream.requests).toHaveLength(0);
  });

  test('a header section of 20 KB is a 431', async () => {
    const { gateway } = await start();
    const answer = await sendRaw(gateway.port, requestText('GET /flask/x', [`X-Big: ${'x'.repeat(20_000)}`]));
    expect(statusOf(answer)).toBe(431);
    expect(answer).toContain('"code":"HEADERS_TOO_LARGE"');
  });
});

describe('a request for nobody or nowhere is refused', () => {
  test.each<[string, string[]]>([
    ['two Hosts', ['Host: a.test', 'Host: a.test']],
    ['a list of Hosts', ['Host: a.test, b.test']],
    ['a user in the Host', ['Host: user@a.test']],
    ['a path in the Host', ['Host: a.test/x']],
    ['an impossible port', ['Host: a.test:99999']],
    ['half an address', ['Host: [::1']],
    ['an empty Host', ['Host: ']],
    ['no Host', []],
  ])('%s', async (_name, hosts) => {
    const { gateway, upstream } = await start();
    const answer = await sendRaw(gateway.port, ['GET /flask/x HTTP/1.1', ...hosts, '', ''].join('\r\n'));
    expect(statusOf(answer)).toBe(400);
    expect(upstream.requests).toHaveLength(0);
  });

  test.each([
    ['GET *', 400],
    ['GET /flask/%zz', 400],
    ['GET /flask/%', 400],
    ['GET /flask/%00', 400],
    ['GET /flask/..%2fadmin', 400],
    ['GET /flask/a#b', 400],
    ['GET /flask/../admin', 404],
    ['GET /flask/%2e%2e/admin', 404],
    ['GET http://other.test/flask/', 400],
    ['GET gateway.test:80', 400],
    ['TRACE /flask/', 405],
    ['CONNECT gateway.test:80', 405],
    ['PRETEND /flask/', 501],
    ['\r\nPRETEND /flask/', 501],
    ['GET http://gateway.test@other.test/flask/', 400],
    [`GET /${'x'.repeat(100_000)}`, 414],
  ])('%s is a %i', async (line, status) => {
    const { gateway, upstream } = await start();
    expect(statusOf(await sendRaw(gateway.port, requestText(line)))).toBe(status);
    expect(upstream.requests).toHaveLength(0);
  });

  test('OPTIONS * is answered by the gateway', async () => {
    const { gateway } = await start();
    const answer = await sendRaw(gateway.port, requestText('OPTIONS *'));
    expect(statusOf(answer)).toBe(200);
    expect(answer).toMatch(/^allow: GET, HEAD, POST/mu);
  });

  test.each(['OPTIONS http://gateway.test', 'OPTIONS http://GATEWAY.test:80'])(
    '%s is the same',
    async (line) => {
      const { gateway } = await start();
      const answer = await sendRaw(gateway.port, requestText(line));
      expect([statusOf(answer), answer.includes('\r\nallow: GET')]).toEqual([200, true]);
    },
  );

  test('OPTIONS goes no further than it says (RFC 9110 §7.6.2)', async () => {
    const { gateway, upstream } = await start();
    const ask = (count: string) =>
      sendRaw(gateway.port, requestText('OPTIONS /flask/x', [`Max-Forwards: ${count}`]));
    expect(await ask('0')).toMatch(/^allow: GET, HEAD, POST/mu);
    expect(upstream.requests).toHaveLength(0);
    await ask('5');
    await ask('many');
    expect(upstream.requests.map(({ headers }) => headers['max-forwards'])).toEqual(['4', 'many']);
  });

  test.each([
    ['GET http://gateway.test/flask/a?b', 'gateway.test'],
    ['GET http://GATEWAY.test:80/flask/a?b', 'GATEWAY.test:80'],
  ])('%s, with the Host’s own authority, is its path, and names the Host', async (line, host) => {
    const { gateway, upstream } = await start();
    const answer = await sendRaw(gateway.port, requestText(line));
    expect(answer).toContain('\r\n\r\n/a?b');
    expect(upstream.requests[0]?.headers.host).toBe(host);
  });

  test('an absolute target of HTTP/1.0 names the host that no field names', async () => {
    const { gateway, upstream } = await start();
    await sendRaw(gateway.port, 'GET http://a.test/flask/ HTTP/1.0\r\n\r\n');
    expect(upstream.requests[0]?.headers['x-forwarded-host']).toBe('a.test');
  });

  test.each(['GET /flask/x HTTP/2.0\r\nHost: a\r\n\r\n', 'GET /flask/x\r\n\r\n'])(
    'another version of HTTP is a 505: %j',
    async (bytes) => {
      const { gateway } = await start();
      expect(statusOf(await sendRaw(gateway.port, bytes))).toBe(505);
    },
  );
});

describe('a request with fields that used to end gateways', () => {
  test.each([
    ['Trailer: x'],
    ['TE: trailers'],
    ['TE: gzip;q=1, trailers'],
    ['Upgrade: h2c\r\nHTTP2-Settings: AAMAAABk'],
    ['Upgrade: websocket'],
    ['Connection: x-foo'],
    ['Connection: close, close, ,'],
    ['__proto__: x'],
    ['Expect: 100-continue'],
    ['X-Latin: \u00E9\u00FF'],
  ])('%j is served', async (field) => {
    const { gateway } = await start();
    const answer = await sendRaw(gateway.port, requestText('GET /flask/ok', [field]));
    expect(answer).toContain('200 OK');
    expect(answer).toContain('\r\n\r\n/ok');
  });

  test('an expectation nobody can meet is a 417', async () => {
    const { gateway } = await start();
    expect(statusOf(await sendRaw(gateway.port, requestText('GET /flask/', ['Expect: miracles'])))).toBe(417);
  });

  test('a client that waits for 100 Continue gets it, then its answer', async () => {
    const { gateway } = await start();
    const client = await openRaw(gateway.port);
    client.socket.write(`${POST}Expect: 100-continue\r\nContent-Length: 3\r\nConnection: close\r\n\r\n`);
    await new Promise((resolve) => client.socket.once('data', resolve));
    expect(client.received()).toBe('HTTP/1.1 100 Continue\r\n\r\n');
    client.socket.write('abc');
    await client.closed;
    expect(client.received()).toContain('200 OK');
  });

  test('a client that waits for 100 Continue and cannot be served is told at once', async () => {
    const { gateway } = await start();
    const answer = await sendRaw(
      gateway.port,
      requestText('POST /nowhere', ['Expect: 100-continue', 'Content-Length: 3']),
    );
    expect(statusOf(answer)).toBe(404);
  });

  test.each([[3], [100_000]])(
    'a client is not asked for a body of %i bytes that nobody would take',
    async (length) => {
      const { port } = await startGateway({ express: NOBODY });
      const answer = await sendRaw(
        port,
        requestText('POST /flask/', ['Expect: 100-continue', `Content-Length: ${length}`]),
      );
      expect(statusOf(answer)).toBe(503);
    },
  );

  test('pipelined requests are answered in order', async () => {
    const { gateway } = await start();
    const one = 'GET /flask/1 HTTP/1.1\r\nHost: a.test\r\n\r\n';
    const two = 'POST /flask/2 HTTP/1.1\r\nHost: a.test\r\nContent-Length: 1\r\n\r\nx';
    const answer = await sendRaw(gateway.port, one + two + requestText('GET /flask/3'));
    expect(answer.match(/\/\d(?=HTTP|$|\r\n)/gu)).toEqual(['/1', '/2', '/3']);
  });
});

describe('garbage behind a good request', () => {
  test('is refused after the good request has been answered', async () => {
    const { gateway } = await start();
    const answer = await sendRaw(gateway.port, `${LINE}\r\n\u0000\u0001\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1\.1 200 OK[^]*\/xHTTP\/1\.1 400 Bad Request/u);
  });

  test('in the middle of its body ends it behind the gateway too', async () => {
    let aborted = false;
    const upstream = await startUpstream((request) => {
      request.on('error', () => (aborted = true)).resume();
    });
    const gateway = await startGateway({ express: upstream.url });
    const client = await openRaw(gateway.port);
    client.socket.write(`${POST}Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n`);
    await until(() => upstream.requests.length === 1);
    client.socket.write('garbage\r\n');
    await client.closed;
    expect(statusOf(client.received())).toBe(400);
    expect(client.received()).toMatch(/^connection: close\r$/imu);
    await until(() => aborted);
    await until(() => gateway.requests().length > 0);
    expect(gateway.requests()).toEqual([expect.objectContaining({ status: 400, route: '/flask' })]);
    expect(gateway.lines.filter(({ msg }) => msg === 'bad request')).toEqual([]);
  });
});

test.each(['identity', 'foo', 'xchunked', 'gzip, chunked', 'chunked, gzip'])(
  'Transfer-Encoding: %s is answered once, however the parser judges the rest',
  async (coding) => {
    const { gateway } = await start();
    const answer = await sendRaw(
      gateway.port,
      `POST /flask/echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: ${coding}\r\n\r\nabc`,
    );
    expect(answer.match(/^HTTP\/1\.1 \d+/gmu)).toEqual(['HTTP/1.1 400']);
  },
);
