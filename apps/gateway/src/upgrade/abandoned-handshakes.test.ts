import { describe, expect, test } from '@jest/globals';
import { startGateway } from '../../test/support/gateway.ts';
import { expectNothingLeft, statuses } from '../../test/support/leftovers.ts';
import { pool } from '../../test/support/pools.ts';
import { openRaw } from '../../test/support/raw-client.ts';
import { startSaying } from '../../test/support/saying-upstream.ts';
import { until } from '../../test/support/until.ts';
import { handshake } from '../../test/support/websocket.ts';

describe('a client that leaves its handshake', () => {
  test.each([
    ['nothing has come', '', 'destroy'],
    ['the half of a 101 has', 'HTTP/1.1 101 Switching\r\nUpgr', 'destroy'],
    ['the half of a refusal has', 'HTTP/1.1 401 No\r\nContent-Length: 10\r\n\r\nabc', 'destroy'],
    ['nothing has come, by a reset', '', 'resetAndDestroy'],
  ] as const)('is felt by the replica when %s', async (_name, text, leave) => {
    const { url, sockets } = await startSaying(text);
    const gateway = await startGateway({ config: pool([url]) });
    const client = await openRaw(gateway.port);
    client.socket.write(handshake('GET /'));
    await until(() => sockets.length === 1);
    if (text.includes('401')) await until(() => client.received().endsWith('abc'));
    client.socket[leave]();
    await until(() => sockets[0]?.closed);
    await expectNothingLeft(gateway, sockets);
    expect(statuses(gateway)).toEqual([499]);
  });

  test('is felt also behind a request that is being answered', async () => {
    const { url, sockets } = await startSaying('');
    const gateway = await startGateway({ config: pool([url]) });
    const client = await openRaw(gateway.port);
    client.socket.write(`GET /slow HTTP/1.1\r\nHost: a\r\n\r\n${handshake('GET /')}`);
    await until(() => sockets.length === 1);
    client.socket.destroy();
    await expectNothingLeft(gateway, sockets);
    expect(statuses(gateway)).toEqual([499]);
  });
});
