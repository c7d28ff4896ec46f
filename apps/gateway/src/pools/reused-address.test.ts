import { createServer } from 'node:http';
import { describe, expect, test } from '@jest/globals';
import { startGateway } from '../../test/support/gateway.ts';
import { listening } from '../../test/support/listening.ts';
import { until } from '../../test/support/until.ts';

/** A service that says in its health who it is, unless that is nothing; `become` puts another one in its place, at the same address. */
async function startService(first: string) {
  let hostname = first;
  let asked = 0;
  const server = createServer(({ url }, response) => {
    if (url === '/health') asked += 1;
    response.end(JSON.stringify(hostname === '' ? {} : { hostname }));
  });
  return {
    ...(await listening(server)),
    become: (name: string) => (hostname = name),
    /** Waits until it has been asked for its health several times more. */
    askedAgain: async () => {
      const enough = asked + 4;
      await until(() => asked >= enough);
    },
  };
}

const config = (port: number) => `
pools:
  twin:
    upstream: http://twin.test:${port}
    resolve: 20ms
    health: { every: 20ms }
routes: [{ prefix: /, pool: twin }]
`;

async function startNamed(code: string, hostname = 'express') {
  const service = await startService(hostname);
  let named = true;
  const gateway = await startGateway({
    config: config(service.port),
    resolve: async () => {
      if (named) return ['127.0.0.1'];
      throw Object.assign(new Error('no answer'), { code });
    },
  });
  const status = async () => (await fetch(gateway.url)).status;
  expect(await status()).toBe(200);
  return { service, status, lines: gateway.lines, name: (yes: boolean) => (named = yes) };
}

describe.each([
  ['has no address any more', 'ENOTFOUND'],
  ['cannot be resolved', 'EAI_AGAIN'],
])('a replica whose name %s', (_name, code) => {
  test('is used as long as it says that it is the same', async () => {
    const { service, status, name } = await startNamed(code);
    name(false);
    await service.askedAgain();
    expect(await status()).toBe(200);
  });

  test('and which never says who it is, is used as long as it is well', async () => {
    const { service, status, name } = await startNamed(code, '');
    name(false);
    await service.askedAgain();
    expect(await status()).toBe(200);
    await service.stop();
    await until(async () => (await status()) === 503);
  });

  test('is not used when somebody has its address who does not say who it is', async () => {
    const { service, status, name, lines } = await startNamed(code);
    name(false);
    await until(() => lines.some((line) => 'unresolved' in line));
    service.become('');
    await until(async () => (await status()) === 503);
  });

  test('is not used when somebody else has its address; once the name leads there, it is', async () => {
    const { service, status, name, lines } = await startNamed(code);
    name(false);
    await until(() => lines.some((line) => 'unresolved' in line));
    service.become('fastify');
    await until(async () => (await status()) === 503);
    for (let count = 0; count < 20; count++) expect(await status()).toBe(503);
    name(true);
    await until(async () => (await status()) === 200);
  });
});

test('a replica that is gone and whose name is gone is forgotten', async () => {
  const { service, name, lines } = await startNamed('ENOTFOUND');
  name(false);
  await service.stop();
  await until(() => lines.some((line) => line['msg'] === 'replica gone'));
});
