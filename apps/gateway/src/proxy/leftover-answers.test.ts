import type { Socket } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import { startGateway } from '../../test/support/gateway.ts';
import { openRaw, requestText } from '../../test/support/raw-client.ts';
import { until } from '../../test/support/until.ts';
import { startRawUpstream } from '../../test/support/upstream.ts';

const INJECTED = 'HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\ninjected';

/** Each is followed by bytes that would be the answer to the next request, if there was one on that connection. */
const ANSWERS: [string, string, string, string][] = [
  ['more than its length', 'GET', 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nab', 'ab'],
  [
    'more than its last chunk',
    'GET',
    'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    '0\r\n\r\n',
  ],
  ['a body behind 204', 'GET', 'HTTP/1.1 204 No Content\r\n\r\n', ''],
  ['a body behind 304', 'GET', `HTTP/1.1 304 Not Modified\r\nContent-Length: ${INJECTED.length}\r\n\r\n`, ''],
  ['a body behind HEAD', 'HEAD', `HTTP/1.1 200 OK\r\nContent-Length: ${INJECTED.length}\r\n\r\n`, ''],
  ['chunks behind HEAD', 'HEAD', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n', ''],
];

describe('what a replica sends beyond its answer is nobody’s answer, and its connection ends (RFC 9112 §6.3, §9.2)', () => {
  test.each(
    ANSWERS.flatMap(([name, ...rest]) => [
      [`${name}, at once`, ...rest, true] as const,
      [`${name}, a moment later`, ...rest, false] as const,
    ]),
  )('%s', async (_name, method, answer, body, atOnce) => {
    let first: Socket | undefined;
    const upstream = await startRawUpstream((socket, head) => {
      if (head.includes('/canary')) {
        socket.write('HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\ncanary');
        return;
      }
      first = socket;
      socket.write(atOnce ? answer + INJECTED : answer);
      if (!atOnce) setImmediate(() => socket.write(INJECTED));
    });
    const { port } = await startGateway({ express: upstream.url });
    const client = await openRaw(port);
    client.socket.write(`${method} /flask/x HTTP/1.1\r\nHost: a\r\n\r\n`);
    await until(() => client.received().includes('\r\n\r\n'));
    await until(() => first?.destroyed);
    client.socket.write(requestText('GET /flask/canary'));
    await client.closed;
    const [one = '', two = '', ...more] = client.received().split(/(?=HTTP\/1\.1 )/u);
    expect(one.slice(one.indexOf('\r\n\r\n') + 4)).toBe(body);
    expect(two.endsWith('\r\n\r\ncanary')).toBe(true);
    expect([more, client.received().includes('injected')]).toEqual([[], false]);
  });
});
