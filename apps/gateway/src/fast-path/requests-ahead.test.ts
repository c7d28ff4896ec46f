import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import { startPatientFront } from '../../test/support/answering-fronts.ts';
import { get, LAST, post } from '../../test/support/plain-texts.ts';
import { openRaw } from '../../test/support/raw-client.ts';
import { until } from '../../test/support/until.ts';
import { PlainRequest } from './plain-request.ts';

describe('what is sent ahead', () => {
  test.each<[string, string[], number]>([
    ['a request', [get('/2')], 2],
    ['a request, in pieces', ['GET /2 HT', 'TP/1.1\r\nHos', 't: a\r\n\r\n'], 2],
    ['two requests and half of one', [get('/2'), get('/3'), 'GET /4 HTTP/1.1\r\n'], 3],
    ['an empty line', ['\r\n'], 1],
    ['an empty line and a request', ['\r\n', get('/2')], 2],
  ])('waits for its turn: %s', async (_name, ahead, count) => {
    const { port, send, open, answer } = await startPatientFront();
    const client = await openRaw(port);
    client.socket.write(get('/1'));
    await until(() => open.length === 1);
    await send(client, ...ahead);
    expect(open).toHaveLength(1);
    for (let index = 0; index < count; index++) {
      await until(() => open.length > index);
      answer(index);
    }
    await until(() => client.received().endsWith(`/${count}`));
    expect(open.map(({ request }) => request.url)).toEqual(['/1', '/2', '/3'].slice(0, count));
  });

  test('is not read much beyond 64 KiB, and comes whole all the same', async () => {
    const { port, open, answer, server } = await startPatientFront();
    const sockets: Socket[] = [];
    server.on('connection', (socket) => sockets.push(socket));
    const client = await openRaw(port);
    client.socket.write(get('/1'));
    await until(() => open.length === 1);
    const body = 'x'.repeat(10_000_000);
    client.socket.write(post('/2', body) + LAST);
    await sleep(50);
    expect(sockets[0]?.bytesRead).toBeLessThan(1_000_000);
    answer(0);
    await until(() => open.length === 2);
    const request = open[1]?.request;
    if (request === undefined || request instanceof PlainRequest) throw new Error('not Node’s');
    let length = 0;
    request.on('data', (part: Buffer) => (length += part.length));
    await until(() => request.readableEnded);
    expect(length).toBe(body.length);
    answer(1);
    await until(() => open.length === 3);
    answer(2);
    await client.closed;
  });

  test('is forgotten when the answer ends the connection', async () => {
    const { port, send, open, answer } = await startPatientFront();
    const client = await openRaw(port);
    client.socket.write(LAST);
    await until(() => open.length === 1);
    await send(client, get('/2'));
    answer(0);
    await client.closed;
    expect(open).toHaveLength(1);
  });
});
