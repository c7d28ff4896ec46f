import { describe, expect, test } from '@jest/globals';
import { startGateway } from '../../test/support/gateway.ts';
import { failed, ok, pool, statusesOf } from '../../test/support/pools.ts';
import { until } from '../../test/support/until.ts';
import { startUpstream } from '../../test/support/upstream.ts';

describe('deadlines', () => {
  test('a body that stops coming breaks the answer off', async () => {
    const stalling = await startUpstream((_request, response) => {
      response.writeHead(200, { 'content-length': 10 }).write('abc');
    });
    const { url, requests } = await startGateway({
      config: pool([stalling.url], 'deadlines: { idle: 50ms }'),
    });
    await expect((async () => (await fetch(url)).text())()).rejects.toThrow();
    await until(() => requests().length === 1);
    expect(requests()[0]).toMatchObject({ broken: true, failures: ['DEADLINE'] });
  });

  test('a body that comes slowly but steadily does not pass one between its parts', async () => {
    const dripping = await startUpstream((_request, response) => {
      let left = 10;
      const timer = setInterval(() => {
        response.write('x');
        left -= 1;
        if (left > 0) return;
        clearInterval(timer);
        response.end();
      }, 30);
    });
    const { url } = await startGateway({ config: pool([dripping.url], 'deadlines: { idle: 150ms }') });
    expect(await (await fetch(url)).text()).toBe('x'.repeat(10));
  });

  test('the whole request may have one, over all attempts', async () => {
    const never = () => startUpstream(() => undefined);
    const { url } = await startGateway({
      config: pool([(await never()).url, (await never()).url], 'deadlines: { total: 80ms }'),
    });
    const response = await fetch(url);
    expect(response.status).toBe(504);
  });

  test('a connection that does not come about passes one, and another replica is asked', async () => {
    // TEST-NET-1 (RFC 5737): nobody answers there, or the network says so at once.
    const { url } = await startGateway({
      config: pool(['http://192.0.2.1:80', (await ok()).url], 'deadlines: { connect: 50ms }'),
    });
    expect(failed(await statusesOf(url, 4))).toBe(0);
  });
});
