import { describe, expect, test } from '@jest/globals';
import { startGateway } from '../../test/support/gateway.ts';
import { startUpstream } from '../../test/support/upstream.ts';
import { until } from '../../test/support/until.ts';

/** A replica that keeps connections until it drains. */
async function startDrainable() {
  let draining = false;
  const upstream = await startUpstream((_request, response) => {
    if (draining) response.shouldKeepAlive = false;
    response.end();
  });
  return { ...upstream, drain: () => (draining = true) };
}

const pool = (every: string, ...urls: string[]) => `
pools:
  twin:
    upstream: ${urls.join(',')}
    health: { every: ${every} }
routes:
  - { prefix: /, pool: twin }
`;

const group = (one: string, other: string) => `
pools:
  one: { upstream: ${one}, health: { every: 60m } }
  other: { upstream: ${other}, health: { every: 60m } }
  both: { members: [one, other] }
routes:
  - { prefix: /, pool: both }
`;

async function post(url: string, times: number): Promise<void> {
  for (let count = 0; count < times; count++) {
    expect((await fetch(url, { method: 'POST', body: 'x' })).status).toBe(200);
  }
}

describe('a replica that begins to close connections', () => {
  test.each([
    ['pool', (one: string, other: string) => pool('60m', one, other)],
    ['group', group],
  ])('is sent nothing more while its %s has another', async (_name, config) => {
    const [staying, leaving] = [await startDrainable(), await startDrainable()];
    const { url } = await startGateway({ config: config(staying.url, leaving.url) });
    await post(url, 4);
    leaving.drain();
    await post(url, 2);
    expect([staying.requests.length, leaving.requests.length]).toEqual([3, 3]);
    await post(url, 10);
    expect([staying.requests.length, leaving.requests.length]).toEqual([13, 3]);
  });

  test('is used again once its health check is good', async () => {
    const [staying, leaving] = [await startDrainable(), await startDrainable()];
    const { url } = await startGateway({ config: pool('50ms', staying.url, leaving.url) });
    await post(url, 2);
    leaving.drain();
    await post(url, 2);
    await until(async () => {
      await post(url, 1);
      return leaving.requests.length > 2;
    });
  });

  test('is used as before when it is the only one', async () => {
    const leaving = await startDrainable();
    const { url } = await startGateway({ config: pool('60m', leaving.url) });
    await post(url, 2);
    leaving.drain();
    await post(url, 5);
    expect(leaving.requests).toHaveLength(7);
  });
});

test('a replica that closes every connection keeps its turn', async () => {
  const [keeping, closing] = [await startDrainable(), await startDrainable()];
  closing.drain();
  const { url } = await startGateway({ config: pool('60m', keeping.url, closing.url) });
  await post(url, 10);
  expect([keeping.requests.length, closing.requests.length]).toEqual([5, 5]);
});
