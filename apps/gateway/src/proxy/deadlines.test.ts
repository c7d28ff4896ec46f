import { describe, expect, test } from '@jest/globals';
import { startGateway } from '../../test/support/gateway.ts';
import { failed, ok, pool, statusesOf } from '../../test/support/pools.ts';
import { openRaw, requestText, sendRaw, statusOf } from '../../test/support/raw-client.ts';
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
      let left = 20;
      const timer = setInterval(() => {
        response.write('x');
        left -= 1;
        if (left > 0) return;
        clearInterval(timer);
        response.end();
      }, 60);
    });
    const { url } = await startGateway({ config: pool([dripping.url], 'deadlines: { idle: 1s }') });
    expect(await (await fetch(url)).text()).toBe('x'.repeat(20));
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
    const urls = ['http://192.0.2.1:80', (await ok()).url];
    const config = pool(urls, 'deadlines: { connect: 500ms }').replace('60m', '60m, timeout: 2s');
    const { url } = await startGateway({ config });
    expect(failed(await statusesOf(url, 4))).toBe(0);
  });
});

describe('the time that a client takes is nobody’s fault', () => {
  const half = `${requestText('POST /', ['Content-Length: 100000'])}${'x'.repeat(20_000)}`;
  const failures = async (adminUrl: string) => {
    const pools: unknown = await (await fetch(`${adminUrl}/pools`)).json();
    return pools;
  };
  const good = { twin: { replicas: [{ state: 'well', failures: 0 }] } };

  test('an upload that stalls is a 408 when bodies have to move, however soon the replica would have to answer', async () => {
    const { url: upstream } = await ok();
    const { port, adminUrl } = await startGateway({
      config: pool([upstream], 'deadlines: { firstByte: 400ms }', ', body: { time: 900ms }'),
    });
    const answers = await Promise.all(Array.from({ length: 6 }, () => sendRaw(port, half)));
    expect(answers.map(statusOf)).toEqual(Array(6).fill(408));
    expect(await failures(adminUrl)).toMatchObject(good);
  });

  test('the first byte is waited for from the last byte of the request on', async () => {
    const { url: upstream } = await ok();
    const { port } = await startGateway({ config: pool([upstream], 'deadlines: { firstByte: 500ms }') });
    const client = await openRaw(port);
    client.socket.write(half);
    await new Promise((resolve) => setTimeout(resolve, 700));
    client.socket.write('x'.repeat(80_000));
    await client.closed;
    expect(statusOf(client.received())).toBe(200);
  });

  test('a replica that does not take an upload has its time from what it was last sent', async () => {
    const stuck = await startUpstream((request) => request.pause());
    const { url } = await startGateway({ config: pool([stuck.url], 'deadlines: { firstByte: 100ms }') });
    const response = await fetch(url, { method: 'POST', body: Buffer.alloc(20_000_000) });
    expect(response.status).toBe(504);
  });

  test.each([
    ['small', requestText('POST /', ['Content-Length: 6']), 0],
    ['large', half, 1],
  ])(
    'the whole time of a request begins with it: a %s body that is late is a 408',
    async (_name, text, asked) => {
      const replica = await ok();
      const { port, adminUrl } = await startGateway({
        config: pool([replica.url], 'deadlines: { total: 600ms }', ', body: { time: 10m }'),
      });
      expect(statusOf(await sendRaw(port, text))).toBe(408);
      expect(replica.requests).toHaveLength(asked);
      expect(await failures(adminUrl)).toMatchObject(good);
    },
  );

  test('a download that lasts too long is broken off, and nobody is blamed', async () => {
    const streaming = await startUpstream((_request, response) => {
      const timer = setInterval(() => response.write('data: x'), 5);
      response.on('close', () => clearInterval(timer));
    });
    const { url, adminUrl, requests } = await startGateway({
      config: pool([streaming.url], 'deadlines: { total: 600ms }'),
    });
    const download = async () => (await fetch(url)).text();
    await Promise.all(Array.from({ length: 6 }, () => expect(download()).rejects.toThrow()));
    expect(await failures(adminUrl)).toMatchObject(good);
    await until(() => requests().length === 6);
  });

  test('a replica that does not answer in the whole time is blamed, unless it had little of it', async () => {
    const silent = await startUpstream((request) => request.resume());
    const start = () => startGateway({ config: pool([silent.url], 'deadlines: { total: 1600ms }') });
    const [little, all] = [await start(), await start()];
    const whole = fetch(all.url);
    const client = await openRaw(little.port);
    client.socket.write(half);
    await new Promise((resolve) => setTimeout(resolve, 1200));
    client.socket.write('x'.repeat(80_000));
    await client.closed;
    expect(statusOf(client.received())).toBe(504);
    expect(await failures(little.adminUrl)).toMatchObject(good);
    expect((await whole).status).toBe(504);
    expect(await failures(all.adminUrl)).toMatchObject({ twin: { replicas: [{ failures: 1 }] } });
  });

  test('the whole time is not begun again for another replica when it passes while a connection is waited for', async () => {
    const stuck = await startUpstream(() => undefined);
    const { url } = await startGateway({
      config: pool([stuck.url], 'deadlines: { total: 100ms, queue: 10s }\n    connections: { max: 1 }'),
    });
    const statuses = await Promise.all([fetch(url), fetch(url)]);
    expect(statuses.map(({ status }) => status)).toEqual([504, 504]);
  });
});
