import { Readable } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import { RecordingSocket } from '../../test/support/recording-socket.ts';
import { type Correspondent, type Message, Wire } from './wire.ts';

const NOBODY: Correspondent = {
  sending: () => undefined,
  begun: () => undefined,
  answered: () => undefined,
  received: () => true,
  caughtUp: () => undefined,
  completed: () => undefined,
  failed: () => undefined,
};

/** What a request is on the wire, one write after the other. */
async function send(message: Pick<Message, 'body' | 'chunked' | 'trailers'>): Promise<string[]> {
  const socket = new RecordingSocket();
  const wire = new Wire();
  wire.attach(socket, () => undefined);
  wire.send({ method: 'PUT', path: '/', lines: 'a: b\r\n', ...message }, NOBODY);
  await turn();
  return socket.written;
}

const HEAD = 'PUT / HTTP/1.1\r\na: b\r\nconnection: keep-alive\r\n\r\n';
const CHUNKED = 'PUT / HTTP/1.1\r\na: b\r\ntransfer-encoding: chunked\r\nconnection: keep-alive\r\n\r\n';

describe('a request goes out', () => {
  test.each<[string, Message['body'], string]>([
    ['no body', null, ''],
    ['a body of text, each character a byte', 'a\u00FF', 'a\u00FF'],
    ['a body of bytes', Buffer.from([0, 0x61, 0xff]), '\u0000a\u00FF'],
  ])('in one write with %s', async (_name, body, expected) => {
    expect(await send({ body, chunked: false })).toEqual([HEAD + expected]);
  });

  test('with a body that comes behind it', async () => {
    const body = Readable.from([Buffer.from('ab'), Buffer.from('\u00FF', 'latin1')]);
    expect((await send({ body, chunked: false })).join('')).toBe(`${HEAD}ab\u00FF`);
  });

  test('with a body in chunks behind it, and its trailers', async () => {
    const body = Readable.from([Buffer.from('ab')]);
    const sent = await send({ body, chunked: true, trailers: () => ['X-Sum', '1', 'Host', 'evil'] });
    expect(sent.join('')).toBe(`${CHUNKED}2\r\nab\r\n0\r\nX-Sum: 1\r\n\r\n`);
  });
});
