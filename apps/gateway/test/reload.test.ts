import { describe, expect, test } from '@jest/globals';
import { writeConfig } from './support/config-file.ts';
import { runGateway, spawnGateway } from './support/process.ts';
import { until } from './support/until.ts';
import { startUpstream } from './support/upstream.ts';

const config = (url: string, prefix: string) =>
  `pools: { twin: { upstream: '${url}' } }\nroutes: [{ prefix: ${prefix}, pool: twin }]\n`;

describe('the configuration of a running gateway', () => {
  test('is read again on SIGHUP and when its file changes; one with problems changes nothing', async () => {
    const upstream = await startUpstream((_request, response) => response.end('ok'));
    const file = writeConfig(config(upstream.url, '/a'));
    const gateway = await runGateway({ GATEWAY_CONFIG: file.path });
    const status = async (path: string) => (await fetch(gateway.url + path)).status;
    expect([await status('/a'), await status('/b')]).toEqual([200, 404]);

    file.write(config(upstream.url, '/b'));
    gateway.child.kill('SIGHUP');
    await until(async () => (await status('/b')) === 200);
    expect(await status('/a')).toBe(404);

    file.write('pools: 5\n');
    gateway.child.kill('SIGHUP');
    await until(() => gateway.output().includes('configuration has problems, the old one stays'));
    expect(gateway.output()).toContain('gateway.yaml:1: pools=\\"5\\" cannot be used');
    expect(await status('/b')).toBe(200);

    file.write('routes: [{ prefix: *x, pool: a }]\n');
    gateway.child.kill('SIGHUP');
    await until(() => gateway.output().includes('gateway.yaml:1: not YAML: Unresolved alias'));
    expect(await status('/b')).toBe(200);

    file.write(config(upstream.url, '/c'));
    await until(async () => (await status('/c')) === 200);
    gateway.child.kill('SIGTERM');
    expect(await gateway.exit).toBe(0);
  });
});

describe('--check', () => {
  test('says that a configuration can be used, and exits 0 without starting', async () => {
    const { path } = writeConfig(config('http://127.0.0.1:1', '/a'));
    const gateway = await spawnGateway({ GATEWAY_CONFIG: path }, { args: ['--check'] });
    expect(await gateway.exit).toBe(0);
    expect(gateway.output()).toBe(`gateway: ${path}: 1 routes, 1 pools, no problems\n`);
  });

  test.each<[string, string]>([
    ['pools: {}\nroutes: [{ prefix: a, pool: b }]\n', ':2: routes.0.prefix="a"'],
    ['pools: {}\nroutes: [{ prefix: *x, pool: a }]\n', ':2: not YAML: Unresolved alias'],
  ])('says what is wrong, line by line, and exits 2: %j', async (text, problem) => {
    const { path } = writeConfig(text);
    const gateway = await spawnGateway({ GATEWAY_CONFIG: path }, { args: ['--check'] });
    expect(await gateway.exit).toBe(2);
    expect(gateway.errors()).toContain(`gateway: ${path}${problem}`);
  });
});
