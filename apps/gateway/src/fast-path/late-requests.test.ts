import { once } from 'node:events';
import { connect } from 'node:net';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';
import { onCleanup } from '../../test/support/cleanup.ts';
import { startGateway } from '../../test/support/gateway.ts';
import { until } from '../../test/support/until.ts';
import { startUpstream } from '../../test/support/upstream.ts';

test('a request on a connection that the gateway has ended is not passed on: its answer could not be given', async () => {
  const upstream = await startUpstream((_request, response) => response.end('ok'));
  const { port, server, requests } = await startGateway({
    config: `{ pools: { a: { upstream: '${upstream.url}' } }, limits: { keepAlive: 100ms }, routes: [{ prefix: /, pool: a }] }`,
  });
  const client = connect({ host: '127.0.0.1', port, allowHalfOpen: true }).resume();
  onCleanup(() => client.destroy());
  client.on('error', () => undefined).write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
  await once(client, 'end');
  client.write('POST /late HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nhi');
  const count = promisify(server.getConnections.bind(server));
  await until(async () => (await count()) === 0);
  expect(upstream.requests).toHaveLength(1);
  expect(requests()).toHaveLength(1);
});
