import { describe, expect, test } from '@jest/globals';
import { startGateway } from '../../test/support/gateway.ts';
import { until } from '../../test/support/until.ts';
import { startUpstream } from '../../test/support/upstream.ts';
import { preferred } from './balancing.ts';

const busy = (...counts: number[]) => counts.map((inFlight) => ({ inFlight }));
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
      for (let count = 0; count < 10; count++) expect(await (await fetch(url)).text()).toBe('ok');
      expect(slow.requests).toHaveLength(1);
      await slow.stop();
      await Promise.all([stuck, other]);
    },
  );
});
