import { describe, expect, test } from '@jest/globals';
import { startGateway } from '../../test/support/gateway.ts';
import { pool } from '../../test/support/pools.ts';
import { openRaw, requestText } from '../../test/support/raw-client.ts';
import { until } from '../../test/support/until.ts';
import { startUpstream } from '../../test/support/upstream.ts';

describe('waiting for a connection', () => {
  const slow = () =>
    startUpstream((_request, response) => {
      setTimeout(() => response.end('ok'), 150);
    });

  test('is bounded: who comes when the queue is full gets a 503 at once, the others are served in order', async () => {
    const { url } = await startGateway({
      config: pool([(await slow()).url], 'connections: { max: 2, queue: 2 }'),
    });
    const ask = async () => {
      const started = performance.now();
      const response = await fetch(url);
      return {
        status: response.status,
        after: response.headers.get('retry-after'),
        time: performance.now() - started,
      };
    };
    const answers = await Promise.all([ask(), ask(), ask(), ask(), ask(), ask()]);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(4);
    const refused = answers.filter(({ status }) => status === 503);
    expect(refused.map(({ after }) => after)).toEqual(['1', '1']);
    for (const { time } of refused) expect(time).toBeLessThan(150);
  });

  test('ends at its deadline with a 503', async () => {
    const settings = 'connections: { max: 1 }\n    deadlines: { queue: 30ms }';
    const { url } = await startGateway({ config: pool([(await slow()).url], settings) });
    const [one, two] = await Promise.all([fetch(url), fetch(url)]);
    expect(new Set([one?.status, two?.status])).toEqual(new Set([200, 503]));
  });
});

describe('a client that leaves while it waits for a connection', () => {
  test('is forgotten', async () => {
    let finish = (): void => undefined;
    const upstream = await startUpstream((_request, response) => {
      finish = () => response.end('ok');
    });
    const { url, adminUrl, port, requests } = await startGateway({
      config: pool([upstream.url], 'connections: { max: 1 }\n    deadlines: { queue: 20s }'),
    });
    const first = fetch(url);
    await until(() => upstream.requests.length === 1);
    const second = await openRaw(port);
    second.socket.write(requestText('GET /'));
    await until(async () => /"waiting": ?1\b/u.test(await (await fetch(`${adminUrl}/pools`)).text()));
    second.socket.destroy();
    await until(() => requests().some((line) => line['status'] === 499));
    const third = fetch(url);
    await new Promise((resolve) => setTimeout(resolve, 20));
    finish();
    expect((await first).status).toBe(200);
    await until(() => upstream.requests.length === 2);
    finish();
    expect((await third).status).toBe(200);
  });
});
