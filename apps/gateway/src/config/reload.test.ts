import { describe, expect, test } from '@jest/globals';
import { startGateway } from '../../test/support/gateway.ts';
import { requestText, sendRaw, statusOf } from '../../test/support/raw-client.ts';
import { until } from '../../test/support/until.ts';
import { startUpstream } from '../../test/support/upstream.ts';
import { readConfig } from './load.ts';

const named = (name: string) =>
  startUpstream((request, response) => {
    request.resume();
    request.on('end', () => setTimeout(() => response.end(name), 5));
  });

const text = (pools: Record<string, string>, route: string) => `
pools: ${JSON.stringify(Object.fromEntries(Object.entries(pools).map(([name, upstream]) => [name, { upstream }])))}
routes: [{ prefix: /, pool: ${route} }]
`;

describe('another configuration', () => {
  test('takes effect without a failed request, however often', async () => {
    const [one, two] = [await named('one'), await named('two')];
    const pools = { one: one.url, two: two.url };
    const { url, reload } = await startGateway({ config: text(pools, 'one') });
    let stop = false;
    const answers = new Map<string, number>();
    const client = async (method: string): Promise<void> => {
      while (!stop) {
        const response = await fetch(url, method === 'POST' ? { method, body: 'x'.repeat(100) } : {});
        const answer = `${response.status} ${await response.text()}`;
        answers.set(answer, (answers.get(answer) ?? 0) + 1);
      }
    };
    const count = () => [...answers.values()].reduce((sum, times) => sum + times, 0);
    const clients = [client('GET'), client('GET'), client('POST')];
    for (let round = 0; round < 10; round++) {
      // Every other time the pools are new ones, too.
      const changed = round % 4 < 2 ? { two: two.url } : pools;
      await reload(
        readConfig(
          { source: 'test', text: text(changed, round % 2 === 0 ? 'two' : (Object.keys(changed)[0] ?? '')) },
          {},
        ),
      );
      const before = count();
      // More than were under way: one that began with this configuration, too.
      await until(() => count() > before + clients.length);
    }
    stop = true;
    await Promise.all(clients);
    expect([...answers.keys()].filter((answer) => !answer.startsWith('200 '))).toEqual([]);
    expect(answers.get('200 two')).toBeGreaterThan(0);
  });

  test('keeps a pool whose settings stay the same, with its connections', async () => {
    const one = await named('one');
    let connections = 0;
    one.server.on('connection', () => (connections += 1));
    const { url, reload, adminUrl } = await startGateway({ config: text({ one: one.url }, 'one') });
    await (await fetch(url)).text();
    const before = connections;
    await reload(readConfig({ source: 'test', text: text({ one: one.url, more: one.url }, 'one') }, {}));
    await (await fetch(url)).text();
    // One for the health check of the pool that is new.
    expect(connections).toBe(before + 1);
    expect(await (await fetch(`${adminUrl}/config`)).json()).toMatchObject({ pools: { more: {} } });
  });

  const again = (yaml: string) => readConfig({ source: 'test', text: yaml }, {});

  test('that comes last stays, however long the one before it takes', async () => {
    const one = await named('one');
    const resolve = (name: string): Promise<string[]> =>
      name === 'slow.test' ? new Promise(() => undefined) : Promise.resolve([name]);
    const { reload, adminUrl } = await startGateway({ config: text({ one: one.url }, 'one'), resolve });
    await Promise.all([
      reload(again(text({ slow: 'http://slow.test:1' }, 'slow'))),
      reload(again(text({ two: one.url }, 'two'))),
    ]);
    expect(await (await fetch(`${adminUrl}/config`)).json()).toMatchObject({ routes: [{ pool: 'two' }] });
  });

  test('goes on counting the requests of clients where the bound is the same', async () => {
    const [one, two] = [await named('one'), await named('two')];
    const limited = (url: string, requests: number) =>
      text({ one: url }, `one, rate: { requests: ${requests}, per: 60m }`);
    const { url, reload } = await startGateway({ config: limited(one.url, 2) });
    const status = async () => (await fetch(url)).status;
    expect([await status(), await status(), await status()]).toEqual([200, 200, 429]);
    await reload(again(limited(two.url, 2)));
    expect(await status()).toBe(429);
    await reload(again(limited(two.url, 1)));
    expect([await status(), await status()]).toEqual([200, 429]);
  });

  test('leaves nothing behind on the server, whatever the requests', async () => {
    const one = await named('one');
    const { port, server, reload } = await startGateway({ config: text({ one: one.url }, 'one') });
    const ask = async () =>
      statusOf(
        await sendRaw(port, requestText('POST /', ['Transfer-Encoding: chunked'], '1\r\nx\r\n0\r\n\r\n')),
      );
    expect(await ask()).toBe(200);
    const listeners = server.listenerCount('close');
    for (let round = 0; round < 3; round++) {
      await reload(again(text({ [`pool-${round}`]: one.url }, `pool-${round}`)));
      expect(await ask()).toBe(200);
    }
    expect(server.listenerCount('close')).toBe(listeners);
  });
});
