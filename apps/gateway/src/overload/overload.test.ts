import { describe, expect, test } from '@jest/globals';
import { startGateway } from '../../test/support/gateway.ts';
import { until } from '../../test/support/until.ts';
import { startUpstream } from '../../test/support/upstream.ts';

/** A replica that answers one request at a time, in 20 ms; the others wait in it. */
async function startNarrow() {
  let last = Promise.resolve();
  return startUpstream((_request, response) => {
    last = last
      .then(() => new Promise((resolve) => setTimeout(resolve, 20)))
      .then(() => void response.end('ok'));
  });
}

describe('a pool whose replicas are asked more than they can answer', () => {
  test('refuses what is too much at once, says so, and refuses nobody when that is over', async () => {
    const narrow = await startNarrow();
    const { url, adminUrl, requests } = await startGateway({
      config: `
pools: { twin: { upstream: '${narrow.url}', overload: { floor: 2, slack: 5ms } } }
routes: [{ prefix: /, pool: twin }]
`,
    });
    const ask = async () => {
      const { status, headers } = await fetch(url);
      return { status, after: headers.get('retry-after') };
    };
    for (let count = 0; count < 15; count++) expect((await ask()).status).toBe(200);
    let refused = 0;
    await until(async () => {
      for (const { status, after } of await Promise.all(Array.from({ length: 10 }, ask))) {
        expect([200, 503]).toContain(status);
        if (status === 503) expect(after).toBe('1');
        if (status === 503) refused += 1;
      }
      return refused >= 10;
    }, 20_000);
    await until(() => requests().some(({ failures }) => JSON.stringify(failures) === '["overload"]'));
    const metrics = await (await fetch(`${adminUrl}/metrics`)).text();
    expect(metrics).toMatch(/^gateway_shed_total\{pool="twin"\} [1-9]\d*$/mu);
    expect(metrics).toMatch(/^gateway_concurrency_limit\{pool="twin"\} \d{1,2}$/mu);
    const pools: unknown = await (await fetch(`${adminUrl}/pools`)).json();
    expect(pools).toMatchObject({ twin: { replicas: [{ limit: expect.any(Number) }] } });
    for (let count = 0; count < 10; count++) expect((await ask()).status).toBe(200);
  });
});
