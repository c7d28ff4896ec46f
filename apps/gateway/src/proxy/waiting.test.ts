import { describe, expect, test } from '@jest/globals';
import { startGateway } from '../../test/support/gateway.ts';
import { metricsOf } from '../../test/support/metrics.ts';
import { pool } from '../../test/support/pools.ts';
import { openRaw, requestText, statusOf } from '../../test/support/raw-client.ts';
import { until } from '../../test/support/until.ts';
import { startUpstream } from '../../test/support/upstream.ts';

/** A replica that answers when it is told to. */
async function startHeld() {
  const held: (() => void)[] = [];
  const upstream = await startUpstream((_request, response) => {
    held.push(() => response.end('ok'));
  });
  const finish = (): void => {
    for (const end of held.splice(0)) end();
  };
  return { ...upstream, finish };
}

describe('waiting for a connection', () => {
  test('is bounded: who comes when the queue is full gets a 503 at once, the others are served', async () => {
    const upstream = await startHeld();
    const { url } = await startGateway({
      config: pool([upstream.url], 'connections: { max: 2, queue: 2 }'),
    });
    const answers: { status: number; after: string | null }[] = [];
    const ask = async () => {
      const { status, headers } = await fetch(url);
      answers.push({ status, after: headers.get('retry-after') });
    };
    const all = Promise.all(Array.from({ length: 6 }, ask));
    await until(() => answers.length === 2);
    const refusal = { status: 503, after: '1' };
    expect(answers).toEqual([refusal, refusal]);
    await until(() => {
      upstream.finish();
      return answers.length === 6;
    });
    await all;
    expect(answers.slice(2).map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  });

  test('ends at its deadline with a 503', async () => {
    const settings = 'connections: { max: 1 }\n    deadlines: { queue: 30ms }';
    const upstream = await startHeld();
    const { url } = await startGateway({ config: pool([upstream.url], settings) });
    const both = [fetch(url), fetch(url)];
    expect((await Promise.race(both)).status).toBe(503);
    upstream.finish();
    const statuses = await Promise.all(both.map(async (answer) => (await answer).status));
    expect(new Set(statuses)).toEqual(new Set([200, 503]));
  });
});

/** How many requests wait for a connection. */
async function waiting(adminUrl: string): Promise<number> {
  const pools = await (await fetch(`${adminUrl}/pools`)).text();
  return Number(/"waiting": ?(\d+)/u.exec(pools)?.[1]);
}

test('a client that leaves while it waits is forgotten, and its place is free for another', async () => {
  const upstream = await startHeld();
  const { url, port, adminUrl, requests } = await startGateway({
    config: pool([upstream.url], 'connections: { max: 1, queue: 1 }'),
  });
  const first = fetch(url);
  await until(() => upstream.requests.length === 1);
  const second = await openRaw(port);
  second.socket.write(requestText('GET /'));
  await until(async () => (await waiting(adminUrl)) === 1);
  second.socket.destroy();
  await until(() => requests().some((line) => line['status'] === 499));
  expect(await waiting(adminUrl)).toBe(0);
  const third = fetch(url);
  await until(async () => (await waiting(adminUrl)) === 1);
  upstream.finish();
  expect((await first).status).toBe(200);
  await until(() => upstream.requests.length === 2);
  upstream.finish();
  expect((await third).status).toBe(200);
  const metrics = await metricsOf(adminUrl);
  expect(metrics.get('gateway_requests_in_flight')).toBe(0);
});

test('a body is not late while its client waits: it is the gateway that does not read it', async () => {
  const upstream = await startHeld();
  const { url, port, adminUrl } = await startGateway({
    config: pool(
      [upstream.url],
      'connections: { max: 1 }\n    deadlines: { queue: 20s }',
      ', body: { time: 1ms }',
    ),
  });
  const first = fetch(url);
  await until(() => upstream.requests.length === 1);
  const client = await openRaw(port);
  const body = 'x'.repeat(8_000_000);
  client.socket.write(requestText('POST /', [`Content-Length: ${body.length}`], body));
  await until(async () => (await waiting(adminUrl)) === 1);
  upstream.finish();
  await first;
  await until(() => {
    upstream.requests[1]?.resume();
    return upstream.requests[1]?.complete === true || client.received() !== '';
  });
  upstream.finish();
  await client.closed;
  expect(statusOf(client.received())).toBe(200);
});
