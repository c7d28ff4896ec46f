import { setImmediate as turn, setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import { begin, startFront } from '../../test/support/front.ts';
import { openRaw, type RawClient } from '../../test/support/raw-client.ts';
import { RecordingSocket } from '../../test/support/recording-socket.ts';
import { until } from '../../test/support/until.ts';
import type { ClientResponse } from '../proxy/client-response.ts';
import { PlainResponse } from './plain-response.ts';

const PART = Buffer.alloc(20_000, 'a');
const text = PART.toString();

test.each([
  ['with a length', true, 'write', text],
  ['with a length, as its end', true, 'end', text],
  ['in chunks', false, 'write', `4e20\r\n${text}\r\n`],
  ['in chunks, as its end', false, 'end', `4e20\r\n${text}\r\n0\r\n\r\n`],
] as const)('a part is said to be written once it is, %s', async (_name, framed, method, expected) => {
  const socket = new RecordingSocket();
  const response = new PlainResponse(socket, { method: 'GET', keepAlive: 5, finished: () => undefined });
  let written = false;
  response.writeLines(200, 'OK', { lines: framed ? 'content-length: 20000\r\n' : '', dated: true, framed });
  socket.slow = true;
  response[method](PART, () => (written = true));
  await turn();
  expect(written).toBe(false);
  socket.slow = false;
  socket.goOn();
  await turn();
  expect(written).toBe(true);
  const sent = socket.written.join('');
  expect(sent.slice(sent.indexOf('\r\n\r\n') + 4)).toBe(expected);
});

/** A response to a plain GET, and the client that waits for it. */
async function startOne() {
  const responses: ClientResponse[] = [];
  const events: string[] = [];
  const { port } = await startFront((request, response) => {
    responses.push(response);
    response.on('close', () => events.push('close'));
    request.socket.on('drain', () => events.push('drain'));
  });
  const client = await openRaw(port);
  client.socket.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
  await until(() => responses.length === 1);
  const [response] = responses;
  if (!(response instanceof PlainResponse)) throw new Error('not plain');
  return { client, response, events };
}

describe('an answer', () => {
  test('has been written when its connection says so, not before, and is closed once', async () => {
    const { client, response, events } = await startOne();
    begin(response, 200, 'OK', ['content-length', '2']);
    expect(response).toMatchObject({ headersSent: true, writableEnded: false, writableFinished: false });
    response.end('ok');
    expect(response).toMatchObject({ writableEnded: true, writableFinished: false, closed: false });
    response.end('again');
    await until(() => response.closed);
    expect(response).toMatchObject({ writableFinished: true, destroyed: false, statusCode: 200 });
    client.socket.destroy();
    await until(() => response.destroyed);
    expect(events).toEqual(['close']);
    expect(client.received()).toMatch(/\r\n\r\nok$/u);
  });

  test('says when the client takes no more, and when it does again', async () => {
    const { client, response, events } = await startOne();
    client.socket.pause();
    begin(response, 200, 'OK', []);
    const part = Buffer.alloc(64 * 1024, 'x');
    let size = 0;
    while (size < 100_000_000 && response.write(part)) size += part.length;
    while (response.writableLength === 0) size += response.write(part) ? part.length : part.length;
    expect(events).toEqual([]);
    client.socket.resume();
    await until(() => events.length === 1);
    expect(events).toEqual(['drain']);
    response.end();
    await until(() => client.received().endsWith('0\r\n\r\n'));
    await until(() => response.writableFinished);
    expect(events.at(-1)).toBe('close');
  });

  test('that the client has not taken yet is not finished', async () => {
    const { client, response } = await startOne();
    client.socket.pause();
    begin(response, 200, 'OK', []);
    response.end(Buffer.alloc(20_000_000));
    await sleep(20);
    expect(response).toMatchObject({ writableEnded: true, writableFinished: false, closed: false });
    client.socket.resume();
    await until(() => response.writableFinished);
  });

  test.each<[string, (response: PlainResponse, client: RawClient) => void]>([
    ['the client resets the connection', (_response, client) => client.socket.resetAndDestroy()],
    ['the gateway breaks it off', (response) => response.destroy()],
  ])('is closed, but never finished, when %s in the middle of it', async (_name, cut) => {
    const { client, response, events } = await startOne();
    begin(response, 200, 'OK', ['content-length', '100000000']);
    response.write(Buffer.alloc(100_000, 'x'));
    await until(() => client.received() !== '');
    cut(response, client);
    await until(() => response.closed);
    response.write('more');
    response.end('and more');
    await sleep(5);
    expect(response).toMatchObject({ writableFinished: false, destroyed: true });
    expect(events.filter((event) => event === 'close')).toHaveLength(1);
  });

  test('that ends on a connection that has just gone is not finished', async () => {
    const { response } = await startOne();
    response.destroy();
    begin(response, 200, 'OK', ['content-length', '2']);
    response.end('ok');
    await until(() => response.closed);
    await sleep(5);
    expect(response.writableFinished).toBe(false);
  });

  test('forgets a listener', async () => {
    const { response } = await startOne();
    let calls = 0;
    const listener = (): void => void (calls += 1);
    response.on('close', listener).off('close', listener);
    begin(response, 204, undefined, []);
    response.end();
    await until(() => response.closed);
    expect(calls).toBe(0);
  });
});
