import { expect, test } from '@jest/globals';
import { startGateway } from '../../test/support/gateway.ts';
import { openRaw } from '../../test/support/raw-client.ts';
import { until } from '../../test/support/until.ts';
import { startUpstream } from '../../test/support/upstream.ts';

/** Fits into what the system buffers for two sockets, not into what it does for one. */
const SIZE = 3_500_000;

test.each([
  ['plainly', (line: string) => [line]],
  ['in Node’s way', (line: string) => [line.slice(0, 20), line.slice(20)]],
])(
  'the last answer arrives whole, though the client asks on and on, slowly reading: %s',
  async (_way, cut) => {
    const upstream = await startUpstream((_request, response) => response.end('x'.repeat(SIZE)));
    const gateway = await startGateway({ express: upstream.url });
    const client = await openRaw(gateway.port);
    const { socket } = client;
    for (const part of cut('GET /flask/ HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n')) {
      socket.write(part);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    await until(() => client.received() !== '');
    socket.pause();
    // All of it has been given to the system, not all of it has been sent.
    await until(() => gateway.requests().length === 1);
    for (let count = 0; count < 5; count++) {
      socket.write('GET /flask/ HTTP/1.1\r\nHost: a\r\n\r\n');
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    socket.resume();
    await client.closed;
    expect(client.received().split('\r\n\r\n')[1]?.replaceAll(/[^x]/gu, '')).toHaveLength(SIZE);
    expect(upstream.requests).toHaveLength(1);
  },
);
