import { describe, expect, test } from '@jest/globals';
import { startGateway } from '../../test/support/gateway.ts';
import { requestText, sendRaw, statusOf } from '../../test/support/raw-client.ts';
import { until } from '../../test/support/until.ts';
import { startRawUpstream, startUpstream } from '../../test/support/upstream.ts';

/** A replica that sends these bytes and closes; the second request gets a good answer. */
async function start(bytes: string, { close = true } = {}) {
  let first = true;
  const upstream = await startRawUpstream((socket) => {
    if (!first) {
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok');
      return;
    }
    first = false;
    socket.write(Buffer.from(bytes, 'latin1'));
    if (close) socket.end();
  });
  const gateway = await startGateway({ express: upstream.url });
  return { gateway, upstream };
}

const OK = 'HTTP/1.1 200 OK\r\n';

describe('an answer that is not HTTP is a 502, and the next request is fine', () => {
  test.each<[string, string]>([
    ['garbage', 'hello\r\n\r\n'],
    ['half a head', 'HTTP/1.1 200 OK\r\nContent-Le'],
    ['status 099', 'HTTP/1.1 099 Low\r\nContent-Length: 0\r\n\r\n'],
    ['status 000', 'HTTP/1.1 000 None\r\nContent-Length: 0\r\n\r\n'],
    ['status 999', 'HTTP/1.1 999 High\r\nContent-Length: 0\r\n\r\n'],
    ['status 1000', 'HTTP/1.1 1000 Long\r\nContent-Length: 0\r\n\r\n'],
    [
      'an upgrade nobody asked for',
      'HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n',
    ],
    ['a control character in the reason', 'HTTP/1.1 200 O\u0007K\r\nContent-Length: 0\r\n\r\n'],
    ['a control character in a field', `${OK}X-A: a\u0007b\r\nContent-Length: 0\r\n\r\n`],
    ['two lengths', `${OK}Content-Length: 1\r\nContent-Length: 2\r\n\r\nab`],
    ['a length and a coding', `${OK}Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`],
    ['a length that is no number', `${OK}Content-Length: x\r\n\r\n`],
    ['lines that end with LF alone', 'HTTP/1.1 200 OK\nContent-Length: 0\n\n'],
    ['a bare CR in a field', `${OK}X-A: a\rSet-Cookie: b\r\nContent-Length: 0\r\n\r\n`],
    ['a folded field', `${OK}X-A: a\r\n b\r\nContent-Length: 0\r\n\r\n`],
    ['two equal lengths', `${OK}Content-Length: 2\r\nContent-Length: 2\r\n\r\nab`],
    ['another coding', `${OK}Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n`],
    ['2001 fields', `${OK}${'a:b\r\n'.repeat(2001)}Content-Length: 0\r\n\r\n`],
    ['a head of 20 KB', `${OK}X-A: ${'x'.repeat(20_000)}\r\nContent-Length: 0\r\n\r\n`],
  ])('%s', async (_name, bytes) => {
    const { gateway, upstream } = await start(bytes);
    // A request that may not be sent twice, so that one bad answer is all there is.
    const answer = await sendRaw(gateway.port, requestText('POST /flask/', ['Content-Length: 1'], 'x'));
    expect(statusOf(answer)).toBe(502);
    expect(answer).toContain('"code":"BAD_ANSWER"');
    expect(answer).not.toContain(String(upstream.port));
    expect(await (await fetch(`${gateway.url}/flask/`)).text()).toBe('ok');
  });
});

test('an answer whose lines end with LF alone is a 502 at once, also when the replica keeps the connection', async () => {
  const { gateway } = await start('HTTP/1.1 200 OK\nContent-Length: 1\n\na', { close: false });
  const answer = await sendRaw(gateway.port, requestText('POST /flask/', ['Content-Length: 1'], 'x'));
  expect(statusOf(answer)).toBe(502);
});

describe('an answer that only looks dangerous is passed on', () => {
  test.each<[string, string, string]>([
    ['a Trailer with a length', `${OK}Trailer: X-T\r\nContent-Length: 2\r\n\r\nab`, 'ab'],
    ['a Trailer on 204', 'HTTP/1.1 204 No Content\r\nTrailer: X-T\r\n\r\n', ''],
    ['a reason that is not ASCII', 'HTTP/1.1 200 tr\u00E8s bien\r\nContent-Length: 2\r\n\r\nab', 'ab'],
    ['no reason', 'HTTP/1.1 200 \r\nContent-Length: 2\r\n\r\nab', 'ab'],
    ['more bytes than said', `${OK}Content-Length: 2\r\n\r\nabcdef`, 'ab'],
    ['a body until the end of the connection', `${OK}Connection: close\r\n\r\nabc`, 'abc'],
  ])('%s', async (_name, bytes, body) => {
    const { gateway } = await start(bytes);
    const response = await fetch(`${gateway.url}/flask/`);
    expect([response.status < 300, await response.text(), response.headers.get('trailer')]).toEqual([
      true,
      body,
      null,
    ]);
    expect(await (await fetch(`${gateway.url}/flask/`)).text()).toBe('ok');
  });

  test('the same, for a client that speaks HTTP/1.0', async () => {
    const { gateway } = await start(
      `${OK}Trailer: X-T\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n0\r\nX-T: 1\r\n\r\n`,
    );
    const answer = await sendRaw(gateway.port, 'GET /flask/ HTTP/1.0\r\n\r\n');
    expect(statusOf(answer)).toBe(200);
    expect(answer.endsWith('\r\n\r\nab')).toBe(true);
  });

  test.each([['HEAD'], ['GET']])('a body where there must be none (%s)', async (method) => {
    const status = method === 'HEAD' ? '200 OK' : '304 Not Modified';
    const { gateway } = await start(`HTTP/1.1 ${status}\r\nContent-Length: 5\r\n\r\nabcde`);
    const answer = await sendRaw(gateway.port, requestText(`${method} /flask/`));
    expect(answer.endsWith('\r\n\r\n')).toBe(true);
    expect(await (await fetch(`${gateway.url}/flask/`)).text()).toBe('ok');
  });
});

describe('an answer that breaks off breaks the client’s connection', () => {
  test.each<[string, string]>([
    ['short of its length', `${OK}Content-Length: 10\r\n\r\nabc`],
    ['without the last chunk', `${OK}Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n`],
    ['with a bad chunk', `${OK}Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\nxyz\r\n`],
  ])('%s', async (_name, bytes) => {
    const { gateway } = await start(bytes);
    const answer = await sendRaw(gateway.port, requestText('GET /flask/'));
    expect(answer.endsWith('0\r\n\r\n')).toBe(false);
    expect(answer).not.toContain('BAD_ANSWER');
    await until(() => gateway.requests().length === 1);
    expect(gateway.requests()[0]).toMatchObject({
      status: 200,
      broken: true,
      failures: [expect.any(String)],
    });
    expect(await (await fetch(`${gateway.url}/flask/`)).text()).toBe('ok');
  });

  test('by a reset', async () => {
    const upstream = await startUpstream((request, response) => {
      response.writeHead(200, { 'content-length': 10 });
      response.write('abc');
      response.on('close', () => undefined);
      request.socket.once('finish', () => undefined);
      setImmediate(() => request.socket.resetAndDestroy());
    });
    const { url } = await startGateway({ express: upstream.url });
    await expect((async () => (await fetch(`${url}/flask/`)).text())()).rejects.toThrow();
  });
});

test('an answer without a body loses its Content-Length: a 204 and an interim answer must not have one', async () => {
  const upstream = await startRawUpstream((socket) => {
    socket.write('HTTP/1.1 103 Early Hints\r\nLink: </a>; rel=preload\r\nContent-Length: 5\r\n\r\n');
    socket.write('HTTP/1.1 204 No Content\r\nContent-Length: 0\r\nX-Kept: yes\r\n\r\n');
  });
  const { port } = await startGateway({ express: upstream.url });
  const answer = await sendRaw(port, requestText('GET /flask/'));
  expect(answer).toMatch(
    /^HTTP\/1\.1 103 Early Hints\r\n[^]*HTTP\/1\.1 204 No Content\r\n[^]*X-Kept: yes\r\n/u,
  );
  expect(answer).not.toMatch(/content-length/iu);
});
