import { describe, expect, jest, test } from '@jest/globals';
import { type GatewayProcess, runGateway } from './support/process.ts';
import { openRaw, requestText, statusOf } from './support/raw-client.ts';
import { until } from './support/until.ts';
import { startUpstream } from './support/upstream.ts';

// Each test starts a process, on a machine that may be busy; each wait inside has its own bound.
jest.setTimeout(60_000);

/** A gateway with a request that is answered when the test says so. */
async function startBusy(env: Record<string, string> = {}) {
  let answer = (): void => undefined;
  const upstream = await startUpstream((_request, response) => {
    answer = () => response.end('late');
  });
  const gateway = await runGateway({ EXPRESS_UPSTREAM: upstream.url, DRAIN_DELAY: '0', ...env });
  const client = await openRaw(gateway.port);
  client.socket.write(requestText('GET /flask/'));
  await until(() => upstream.requests.length === 1);
  return { gateway, client, answer: () => answer() };
}

const says = ({ output }: GatewayProcess, message: string): Promise<void> =>
  until(() => output().includes(`"msg":"${message}"`));

describe('a gateway that is told to stop', () => {
  test.each([
    ['SIGTERM', 143],
    ['SIGINT', 130],
  ] as const)('and told again by %s stops at once, with %i', async (signal, code) => {
    const { gateway, client } = await startBusy();
    gateway.child.kill('SIGTERM');
    await says(gateway, 'draining');
    gateway.child.kill(signal);
    expect(await gateway.exit).toBe(code);
    await client.closed;
    expect(client.received()).toBe('');
  });
});

describe('a gateway with an error that nobody caught', () => {
  test.each([
    ['thrown', "throw new Error('boom')"],
    ['rejected', "Promise.reject(new Error('boom'))"],
  ])('%s: logs it, answers what is in flight, and exits 1', async (_how, statement) => {
    const script = `process.on('SIGUSR2', () => { ${statement}; })`;
    const { gateway, client, answer } = await startBusy({
      NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(script)}`,
    });
    gateway.child.kill('SIGUSR2');
    await says(gateway, 'uncaught error');
    answer();
    await client.closed;
    expect(statusOf(client.received())).toBe(200);
    expect(await gateway.exit).toBe(1);
  });
});

describe('a gateway whose log nobody reads', () => {
  test.each(['closed', 'full'])('keeps answering while that is %s, and stops cleanly', async (state) => {
    const gateway = await runGateway({ DRAIN_DELAY: '0' });
    if (state === 'closed') gateway.child.stdout?.destroy();
    else gateway.child.stdout?.pause();
    // 300 lines of more than 1 KB: more than any pipe holds.
    const client = await openRaw(gateway.port);
    const path = `/${'x'.repeat(1000)}`;
    client.socket.write(`GET ${path} HTTP/1.1\r\nHost: a\r\n\r\n`.repeat(299) + requestText(`GET ${path}`));
    await client.closed;
    expect(client.received().match(/HTTP\/1\.1 404/gu)).toHaveLength(300);
    gateway.child.kill('SIGTERM');
    await until(() => gateway.child.exitCode !== null);
    expect(gateway.child.exitCode).toBe(0);
    gateway.child.stdout?.destroy();
  });
});
