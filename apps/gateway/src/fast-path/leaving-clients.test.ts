import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import { startEchoFront, startPatientFront } from '../../test/support/answering-fronts.ts';
import { answers, get } from '../../test/support/plain-texts.ts';
import { openRaw } from '../../test/support/raw-client.ts';
import { until } from '../../test/support/until.ts';

describe('a client that has ended its side', () => {
  test.each<[string, string[], string[]]>([
    ['its only request', [get('/1')], ['/1']],
    ['a request that it sent ahead', [get('/1'), get('/2')], ['/1', '/2']],
    ['two of them', [get('/1'), get('/2') + get('/3')], ['/1', '/2', '/3']],
    ['none, for an empty line', [get('/1'), '\r\n'], ['/1']],
  ])('is answered %s, and the connection ends then', async (_name, parts, targets) => {
    const { port, send, open, answer } = await startPatientFront();
    const client = await openRaw(port, true);
    await send(client, ...parts);
    client.socket.end();
    await sleep(5);
    for (const index of targets.keys()) {
      await until(() => open.length > index);
      answer(index);
    }
    await until(() => client.socket.readableEnded);
    expect(open.map(({ request }) => request.url)).toEqual(targets);
    expect(client.received().match(/\/\d(?=HTTP|$)/gu)).toEqual(targets);
  });

  test('without a word is let go, between requests too', async () => {
    const { port } = await startEchoFront();
    const [silent, used] = [await openRaw(port), await openRaw(port)];
    used.socket.write(get('/1'));
    await until(() => answers(used).length === 1);
    silent.socket.end();
    used.socket.end();
    await Promise.all([silent.closed, used.closed]);
  });
});

describe('a client that resets the connection', () => {
  test.each<[string, string]>([
    ['at once', ''],
    ['while it is answered', get('/1')],
    ['while it is answered, with a request ahead', `${get('/1')}|${get('/2')}`],
    ['in the middle of a head', 'GET / HT'],
  ])('%s leaves nothing behind', async (_name, text) => {
    const { port, send, server, open } = await startPatientFront();
    let closed = 0;
    const client = await openRaw(port);
    await send(client, ...text.split('|'));
    open[0]?.response.on('close', () => (closed += 1));
    client.socket.resetAndDestroy();
    const count = (): Promise<number> =>
      new Promise((resolve) => server.getConnections((_error, connections) => resolve(connections)));
    await until(async () => (await count()) === 0);
    expect(closed).toBe(open.length);
    expect(open.length).toBeLessThan(2);
  });
});
