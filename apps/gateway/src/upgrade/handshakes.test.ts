import { describe, expect, test } from '@jest/globals';
import { startGateway } from '../../test/support/gateway.ts';
import { expectNothingLeft, statuses } from '../../test/support/leftovers.ts';
import { metricsOf } from '../../test/support/metrics.ts';
import { pool } from '../../test/support/pools.ts';
import { openRaw, sendRaw, statusOf } from '../../test/support/raw-client.ts';
import { startSaying } from '../../test/support/saying-upstream.ts';
import { until } from '../../test/support/until.ts';
import { startRawUpstream } from '../../test/support/upstream.ts';
import { ask, handshake, open, startEcho } from '../../test/support/websocket.ts';

const SWITCHING = [
  'HTTP/1.1 101 Switching Protocols',
  'Upgrade: websocket',
  'Connection: Upgrade, X-Secret',
  'X-Secret: s',
  'Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=',
  '',
  '',
].join('\r\n');
const FRAME = '\u0081\u0002hi';

describe('the 101 of a replica', () => {
  test.each([
    ['one', SWITCHING + FRAME, Infinity],
    ['two', SWITCHING + FRAME, 5],
    ['all', SWITCHING + FRAME, 1],
    ['behind a 103', `HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n${SWITCHING}${FRAME}`, 60],
  ])('opens a tunnel, its bytes in pieces: %s', async (_name, text, size) => {
    let heard = '';
    const { url } = await startRawUpstream((socket) => {
      socket.on('data', (chunk: Buffer) => (heard += chunk.toString('latin1')));
      let at = 0;
      const next = (): void => {
        if (at >= text.length) return;
        socket.write(text.slice(at, at + size), 'latin1');
        at += size;
        setImmediate(next);
      };
      next();
    });
    const gateway = await startGateway({ config: pool([url]) });
    const client = await openRaw(gateway.port);
    client.socket.write(handshake('GET /', [], '13') + FRAME, 'latin1');
    await until(() => client.received().endsWith(FRAME) && heard === FRAME);
    client.socket.write(FRAME, 'latin1');
    await until(() => heard === FRAME + FRAME);
    const [head = ''] = client.received().split('\r\n\r\n').slice(-2);
    expect(head).toMatch(/^HTTP\/1\.1 101 Switching Protocols\r\n/u);
    expect(head).toMatch(/^upgrade: websocket$/imu);
    expect(head).toMatch(/^connection: upgrade$/imu);
    expect(head).toMatch(/^sec-websocket-accept: s3pPLMBiTxaQ9kYGzzhZRbK\+xOo=$/imu);
    expect(head).toMatch(/^via: 1\.1 echo-gateway$/imu);
    expect(head).toMatch(/^x-request-id: /imu);
    expect(head).not.toMatch(/x-secret/iu);
    const metrics = await metricsOf(gateway.adminUrl);
    expect(metrics.get('gateway_websockets')).toBe(1);
    expect(metrics.get('gateway_requests_in_flight')).toBe(0);
    expect(gateway.requests()).toEqual([]);
    client.socket.destroy();
    await expectNothingLeft(gateway);
    expect(gateway.requests()).toEqual([expect.objectContaining({ status: 101, bytes: FRAME.length })]);
  });

  test.each([
    ['a status below 100', 'HTTP/1.1 099 X\r\n\r\n'],
    ['a control in the reason', 'HTTP/1.1 403 a\u0001b\r\nContent-Length: 0\r\n\r\n'],
    ['no HTTP', 'hello world\r\n\r\n'],
    ['two lengths', 'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\n'],
    ['another protocol', 'HTTP/1.1 101 X\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n'],
    ['no protocol', 'HTTP/1.1 101 X\r\n\r\n'],
  ])('with a bad head, %s, is a 502', async (_name, text) => {
    const { url, sockets } = await startSaying(text);
    const gateway = await startGateway({ config: pool([url]) });
    expect(statusOf(await sendRaw(gateway.port, handshake('GET /')))).toBe(502);
    await expectNothingLeft(gateway, sockets);
    expect(statuses(gateway)).toEqual([502]);
  });

  test.each([
    ['nothing', '', 'firstByte'],
    ['nothing at all', '', 'total'],
    ['the half of a 101', 'HTTP/1.1 101 Switching\r\nUpgr', 'firstByte'],
    ['the half of a 200', 'HTTP/1.1 200 OK\r\nX-A', 'total'],
    ['a 103 only', 'HTTP/1.1 103 Early Hints\r\n\r\n', 'firstByte'],
  ])('that does not come, but %s, is a 504 at the deadline', async (_name, text, deadline) => {
    const { url, sockets } = await startSaying(text);
    const gateway = await startGateway({ config: pool([url], `deadlines: { ${deadline}: 50ms }`) });
    const answer = await sendRaw(gateway.port, handshake('GET /'));
    expect(answer).toMatch(/(?:^|\r\n\r\n)HTTP\/1\.1 504 /u);
    await expectNothingLeft(gateway, sockets);
    expect(statuses(gateway)).toEqual([504]);
  });
});

describe('an answer other than 101', () => {
  test('passes as any other answer does, and ends both connections', async () => {
    let place = '';
    const { url, sockets } = await startSaying('');
    const refusing = await startRawUpstream((socket) => {
      sockets.push(socket);
      socket.write(
        `HTTP/1.1 302 Found\r\nLocation: ${place}/in\r\nConnection: keep-alive, X-Secret\r\nX-Secret: s\r\n` +
          'X-Request-Id: theirs\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n',
      );
    });
    place = refusing.url;
    const config = `
pools: { one: { upstream: ${refusing.url} }, other: { upstream: ${url} } }
routes: [{ prefix: /in/here, pool: one }, { prefix: /, pool: other }]
`;
    const gateway = await startGateway({ config });
    const answer = await sendRaw(gateway.port, handshake('GET /in/here', ['X-Request-Id: ours']));
    expect(answer).toMatch(/^HTTP\/1\.1 302 Found\r\n[^]*abc/u);
    expect(answer).toMatch(/^location: \/in\/here\/in\r$/imu);
    expect(answer).toMatch(/^connection: close\r$/imu);
    expect(answer).toMatch(/^via: 1\.1 echo-gateway\r$/imu);
    expect(answer).toMatch(/^x-request-id: ours\r$/imu);
    expect(answer).not.toMatch(/x-secret|theirs/iu);
    await expectNothingLeft(gateway, sockets);
    expect(statuses(gateway)).toEqual([302]);
  });

  test('that breaks off breaks the client’s connection', async () => {
    const { url, sockets } = await startSaying('HTTP/1.1 401 No\r\nContent-Length: 10\r\n\r\nabc');
    const gateway = await startGateway({ config: pool([url], 'deadlines: { idle: 50ms }') });
    const answer = await sendRaw(gateway.port, handshake('GET /'));
    expect(answer).toMatch(/^HTTP\/1\.1 401 No\r\n[^]*abc$/u);
    await expectNothingLeft(gateway, sockets);
    expect(gateway.requests()).toEqual([expect.objectContaining({ status: 401, broken: true })]);
  });
});

describe('a handshake', () => {
  test('that one replica fails goes to another, and counts against the first', async () => {
    const lost = await startRawUpstream((socket) => socket.resetAndDestroy());
    const echo = await startEcho();
    const gateway = await startGateway({
      config: pool([lost.url, echo.url], 'outliers: { failures: 3 }'),
    });
    for (let count = 0; count < 6; count++) {
      const socket = await open(gateway.port, '/');
      expect(await ask(socket, 'hello')).toBe('hello');
    }
    expect(lost.heads).toHaveLength(3);
    const ejected = 'gateway_replicas{pool="twin",state="ejected"}';
    expect((await metricsOf(gateway.adminUrl)).get(ejected)).toBe(1);
  });
});
