import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import { startEchoFront } from '../../test/support/answering-fronts.ts';
import { answers, CHUNKED, get, LAST, post } from '../../test/support/plain-texts.ts';
import { openRaw } from '../../test/support/raw-client.ts';
import { until } from '../../test/support/until.ts';

describe('requests', () => {
  const stream = get('/1') + post('/2', 'body\r\n\r\n2') + CHUNKED + get('/4') + LAST;
  const expected = ['</1 >', '</2 body\r\n\r\n2>', '</chunked abc>', '</4 >', '</last >'];

  test('are answered in their order, wherever their bytes are cut', async () => {
    const { port } = await startEchoFront();
    const cuts = Array.from({ length: stream.length }, (_value, index) => index);
    const lane = async (): Promise<void> => {
      for (let cut = cuts.pop(); cut !== undefined; cut = cuts.pop()) {
        const client = await openRaw(port);
        client.socket.write(stream.slice(0, cut));
        for (let turns = 0; turns < 4; turns++) await turn();
        client.socket.write(stream.slice(cut));
        await client.closed;
        expect({ cut, answers: answers(client) }).toEqual({ cut, answers: expected });
      }
    };
    await Promise.all(Array.from({ length: 8 }, lane));
  });

  test.each([1, 2, 3, 7, 40])('are answered in their order when they come in pieces of %i', async (size) => {
    const { port } = await startEchoFront();
    const client = await openRaw(port);
    for (let at = 0; at < stream.length; at += size) {
      client.socket.write(stream.slice(at, at + size));
      if (at % 3 === 0) await turn();
    }
    await client.closed;
    expect(answers(client)).toEqual(expected);
  });

  test('go the short way one after the other, and Node’s from the first one that is not plain', async () => {
    const { port, ways } = await startEchoFront();
    const client = await openRaw(port);
    for (const [index, text] of [get('/1'), post('/2', 'b'), get('/3'), CHUNKED, get('/5'), LAST].entries()) {
      client.socket.write(text);
      await until(() => answers(client).length === index + 1);
    }
    await client.closed;
    expect(ways).toEqual(['plain', 'plain', 'plain', 'node', 'node', 'node']);
  });

  test('that come together go Node’s way, from the first on', async () => {
    const { port, ways } = await startEchoFront();
    const client = await openRaw(port);
    client.socket.write(get('/1') + LAST);
    await client.closed;
    expect([answers(client), ways]).toEqual([
      ['</1 >', '</last >'],
      ['node', 'node'],
    ]);
  });
});

test('an empty line between requests is passed over: it begins none', async () => {
  const { port, send, ways } = await startEchoFront();
  const client = await openRaw(port);
  await send(client, '\r\n', get('/1'), '\r\n', LAST);
  await client.closed;
  expect(ways).toEqual(['plain', 'plain']);
});
