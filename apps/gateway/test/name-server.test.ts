import { describe, expect, test } from '@jest/globals';
import { startGateway } from './support/gateway.ts';
import { startTraffic } from './support/traffic.ts';
import { until } from './support/until.ts';
import { startUpstream } from './support/upstream.ts';

const [ONE, TWO, THREE] = ['127.0.0.11', '127.0.0.12', '127.0.0.13'];

/** A replica at each address, on one port, and a gateway with steady traffic that is told of them as `say` says. */
async function startNamed(hosts: readonly string[]) {
  let port = 0;
  const served = new Map<string, number>();
  for (const host of [ONE, TWO, THREE]) {
    const upstream = await startUpstream(
      (request, response) => {
        served.set(host, (served.get(host) ?? 0) + 1);
        request.resume().on('end', () => response.end('ok'));
      },
      { host, port },
    );
    port = upstream.port;
  }
  let answer: readonly string[] | string = hosts;
  let asked = 0;
  const gateway = await startGateway({
    config: `
pools: { twin: { upstream: 'http://twin.test:${port}', resolve: 10ms, health: { every: 20ms } } }
routes: [{ prefix: /, pool: twin }]
`,
    resolve: async () => {
      asked += 1;
      if (typeof answer === 'string') throw Object.assign(new Error('no addresses'), { code: answer });
      return answer;
    },
  });
  const traffic = startTraffic(() => gateway.url);
  return {
    traffic,
    say: (next: readonly string[] | string) => (answer = next),
    /** Waits until the name server has been asked several times and requests have gone out since. */
    goesOn: async () => {
      const [looks, requests] = [asked + 10, traffic.answered + 60];
      await until(() => asked >= looks && traffic.answered >= requests);
    },
    /** Waits until exactly these serve: each has a request of its own, and no other one gets any. */
    servedBy: (...expected: string[]) =>
      until(async () => {
        served.clear();
        const enough = traffic.answered + 30;
        await until(() => traffic.answered >= enough);
        return [...served.keys()].toSorted().join(' ') === expected.join(' ');
      }),
  };
}

describe('no request is lost, and every replica is used as before', () => {
  test.each<[string, string | readonly string[]]>([
    ['fails (SERVFAIL)', 'EAI_AGAIN'],
    ['does not answer', 'ETIMEOUT'],
    ['knows no such name (NXDOMAIN)', 'ENOTFOUND'],
    ['says that the name has no address', 'ENODATA'],
    ['answers an empty set', []],
  ])('while the name server %s', async (_name, nothing) => {
    const { traffic, say, goesOn, servedBy } = await startNamed([ONE, TWO, THREE]);
    await servedBy(ONE, TWO, THREE);
    say(nothing);
    await goesOn();
    await servedBy(ONE, TWO, THREE);
    say([TWO, THREE]);
    await servedBy(TWO, THREE);
    await traffic.stop();
    expect(traffic.failures).toEqual([]);
  });

  test('while a set shrinks to one and grows again', async () => {
    const { traffic, say, servedBy } = await startNamed([ONE, TWO, THREE]);
    await servedBy(ONE, TWO, THREE);
    say([TWO]);
    await servedBy(TWO);
    say([ONE, TWO, THREE]);
    await servedBy(ONE, TWO, THREE);
    await traffic.stop();
    expect(traffic.failures).toEqual([]);
  });
});
