import { describe, expect, test } from '@jest/globals';
import { startGateway } from '../../test/support/gateway.ts';
import { until } from '../../test/support/until.ts';
import { startUpstream } from '../../test/support/upstream.ts';
import { readConfig } from '../config/load.ts';
import { preferred } from './preference.ts';

const busy = (...counts: number[]) => counts.map((inFlight) => ({ inFlight, weight: 1 }));
const chosen = (kind: 'least-connections' | 'power-of-two', counts: number[]) =>
  preferred(kind, busy(...counts)).map(({ inFlight }) => inFlight);

describe('balancing', () => {
  test('by the fewest requests in flight prefers all who have that few', () => {
    expect(chosen('least-connections', [3, 1, 2, 1])).toEqual([1, 1]);
    expect(chosen('least-connections', [5])).toEqual([5]);
  });

  test('by the choice of two never prefers the busiest, and not always the idlest', () => {
    const seen = new Set<number | undefined>();
    for (let count = 0; count < 200; count++) seen.add(chosen('power-of-two', [1, 2, 3])[0]);
    expect(seen).toEqual(new Set([1, 2]));
  });

  test.each(['least-connections', 'power-of-two'])(
    'of two by %s spares the one that is slow',
    async (kind) => {
      const slow = await startUpstream(() => undefined);
      const quick = await startUpstream((_request, response) => response.end('ok'));
      const { url } = await startGateway({
        config: `
pools: { twin: { upstream: '${slow.url},${quick.url}', balancing: ${kind} } }
routes: [{ prefix: /, pool: twin }]
`,
      });
      const stuck = fetch(url).catch(() => undefined);
      const other = fetch(url).catch(() => undefined);
      await until(() => slow.requests.length === 1);
      await Promise.race([stuck, other]);
      for (let count = 0; count < 10; count++) expect(await (await fetch(url)).text()).toBe('ok');
      expect(slow.requests).toHaveLength(1);
      await slow.stop();
      await Promise.all([stuck, other]);
    },
  );
});

describe('weights', () => {
  const named = (name: string) => startUpstream((_request, response) => response.end(name));

  test('of replicas in a pool, and of pools in a group, are how many of the turns they have', async () => {
    const [big, small] = [await named('a'), await named('b')];
    const { url, adminUrl } = await startGateway({
      config: `
pools:
  mixed:
    upstream: [{ url: '${big.url}', weight: 3 }, '${small.url}']
  big: { upstream: '${big.url}' }
  small: { upstream: '${small.url}' }
  both: { members: [big, { pool: small, weight: 2 }] }
routes: [{ prefix: /mixed, pool: mixed }, { prefix: /both, pool: both }]
`,
    });
    const ask = async (path: string): Promise<string> => (await fetch(url + path)).text();
    const answers = async (path: string, count: number): Promise<string> => {
      let all = '';
      for (let index = 0; index < count; index++) all += await ask(path);
      return all;
    };
    expect(await answers('/mixed', 8)).toBe('aabaaaba');
    expect(await answers('/both', 6)).toBe('babbab');
    const explained: unknown = await (await fetch(`${adminUrl}/explain?path=/mixed`)).json();
    expect(explained).toMatchObject({
      upstreams: { rule: 'in turns, by weight', replicas: [{ weight: 3 }, { weight: 1 }] },
    });
  });

  test('count with the fewest requests in flight, too: six are as few of weight three as two of one', () => {
    const of = (inFlight: number, weight: number) => ({ inFlight, weight });
    expect(preferred('least-connections', [of(6, 3), of(2, 1), of(3, 1)])).toHaveLength(2);
    expect(preferred('least-connections', [of(5, 3), of(2, 1)])).toEqual([of(5, 3)]);
  });

  test.each([
    ['upstream: [{ url: "http://a:1", weight: 0 }]', 'pools.twin.upstream'],
    ['upstream: []', 'pools.twin.upstream'],
    ['upstream: [5]', 'pools.twin.upstream'],
    ['upstream: "http://a:1", sticky: { by: hope }', 'pools.twin.sticky.by'],
  ])('and the like that cannot be used are reported: %s', (settings, key) => {
    const text = `pools: { twin: { ${settings} } }\nroutes: [{ prefix: /, pool: twin }]`;
    expect(() => readConfig({ source: 'x.yaml', text }, {})).toThrow(`x.yaml:1: ${key}`);
  });
});
