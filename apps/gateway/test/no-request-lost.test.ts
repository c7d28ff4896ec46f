import { describe, expect, test } from '@jest/globals';
import { startTraffic } from './support/traffic.ts';
import { writeConfig } from './support/config-file.ts';
import { runGateway } from './support/process.ts';
import { until } from './support/until.ts';
import { startUpstream } from './support/upstream.ts';

const echoing = () =>
  startUpstream((request, response) => {
    request.resume().on('end', () => response.end('ok'));
  });

describe('no request is lost', () => {
  test('when the configuration is read again ten times, with other settings for the pool each time', async () => {
    const upstream = await echoing();
    const config = (attempts: number): string =>
      `pools: { twin: { upstream: '${upstream.url}', retries: { attempts: ${attempts} } } }\n` +
      'routes: [{ prefix: /, pool: twin }]\n';
    const file = writeConfig(config(2));
    const gateway = await runGateway({ GATEWAY_CONFIG: file.path });
    const traffic = startTraffic(() => gateway.url);
    for (let count = 1; count <= 10; count++) {
      const before = traffic.answered;
      file.write(config(2 + (count % 2)));
      gateway.child.kill('SIGHUP');
      await until(() => gateway.output().split('"configuration read again"').length > count);
      await until(() => traffic.answered > before + 20);
    }
    await traffic.stop();
    expect(traffic.failures).toEqual([]);
  });

  test('when a gateway ends and another one takes over', async () => {
    const upstream = await echoing();
    const env = { EXPRESS_UPSTREAM: upstream.url, DRAIN_DELAY: '2s' };
    const [leaving, taking] = [await runGateway(env), await runGateway(env)];
    let gateway = leaving;
    const traffic = startTraffic(() => `${gateway.url}/flask/`);
    await until(() => traffic.answered > 50);
    leaving.child.kill('SIGTERM');
    // What a balancer does when it finds the gateway not ready any more.
    await until(() => leaving.output().includes('"msg":"draining"'));
    gateway = taking;
    expect(await leaving.exit).toBe(0);
    const before = traffic.answered;
    await until(() => traffic.answered > before + 50);
    await traffic.stop();
    expect(traffic.failures).toEqual([]);
    expect(leaving.output()).toMatch(/"cut":0/u);
  });
});
