import { PassThrough } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import { RecordingSocket } from '../../test/support/recording-socket.ts';
import { type Framing, UploadWriter } from './upload-writer.ts';

const LENGTH = { chunked: false };
const CHUNKS = { chunked: true };

function upload(framing: Framing) {
  const socket = new RecordingSocket(1000);
  const body = new PassThrough();
  return { socket, body, writer: new UploadWriter(socket, body, framing) };
}

/** What is written when a body comes in these parts and ends. */
async function written(framing: Framing, parts: readonly string[]): Promise<string[]> {
  const { socket, body } = upload(framing);
  for (const part of parts) {
    body.write(part, 'latin1');
    await turn();
  }
  body.end();
  await turn();
  return socket.written;
}

describe('a body that comes is written', () => {
  test('as it is when it has a length', async () => {
    expect(await written(LENGTH, ['abc', '\u0000\u00FF'])).toEqual(['abc', '\u0000\u00FF']);
  });

  test('in a chunk for each part when it has none, and each in one write', async () => {
    const parts = ['abc', '0123456789abcdef0', '\u00FF'];
    const chunks = ['3\r\nabc\r\n', '11\r\n0123456789abcdef0\r\n', '1\r\n\u00FF\r\n'];
    expect(await written(CHUNKS, parts)).toEqual([...chunks, '0\r\n\r\n']);
  });

  test.each([
    ['with a length', LENGTH, ['']],
    ['in chunks', CHUNKS, ['0\r\n\r\n']],
  ])('though it is empty, %s', async (_name, framing, expected) => {
    expect((await written(framing, [])).join('')).toBe(expected.join(''));
  });

  test('without a chunk for a part that is empty, which would be the last', async () => {
    const { socket, body } = upload(CHUNKS);
    body.emit('data', Buffer.alloc(0));
    body.end('a');
    await turn();
    expect(socket.written).toEqual(['1\r\na\r\n', '0\r\n\r\n']);
  });

  test('with the trailers that have come behind it, asked for at its end', async () => {
    const trailers: string[] = [];
    const { socket, body } = upload({ chunked: true, trailers: () => trailers });
    body.write('a');
    await turn();
    trailers.push('X-Sum', '1');
    body.end();
    await turn();
    expect(socket.written).toEqual(['1\r\na\r\n', '0\r\nX-Sum: 1\r\n\r\n']);
  });

  test('without trailers when it has a length', async () => {
    expect(await written({ chunked: false, trailers: () => ['X-Sum', '1'] }, ['a'])).toEqual(['a']);
  });

  test('and said to be, once its end has come', async () => {
    const { body, writer } = upload(CHUNKS);
    body.write('a');
    await turn();
    expect(writer.ended).toBe(false);
    body.end();
    await turn();
    expect(writer.ended).toBe(true);
  });
});

test('no more is taken of a body than the replica takes', async () => {
  const { socket, body } = upload(LENGTH);
  socket.slow = true;
  for (const part of ['a', 'b', 'c', 'd']) body.write(part.repeat(600));
  await turn();
  // The second part is what the socket has room for.
  expect([body.isPaused(), socket.writableLength]).toEqual([true, 1200]);
  socket.slow = false;
  socket.goOn();
  body.end();
  while (!body.readableEnded) await turn();
  expect(socket.written.join('')).toBe(['a', 'b', 'c', 'd'].map((part) => part.repeat(600)).join(''));
});

describe('an upload that is stopped', () => {
  test('ends the body and writes nothing more, no last chunk either', async () => {
    const { socket, body, writer } = upload(CHUNKS);
    body.write('a');
    await turn();
    writer.stop();
    body.emit('data', Buffer.from('b'));
    body.emit('end');
    await turn();
    expect([socket.written, body.destroyed, writer.ended]).toEqual([['1\r\na\r\n'], true, false]);
  });

  test.each([
    ['stopped', (_body: PassThrough, writer: UploadWriter) => writer.stop()],
    ['complete', (body: PassThrough) => body.end()],
  ])('or %s leaves no listener on the connection, which is used again', async (_name, finish) => {
    const { socket, body, writer } = upload(CHUNKS);
    expect(socket.listenerCount('drain')).toBe(1);
    finish(body, writer);
    await turn();
    expect(socket.listenerCount('drain')).toBe(0);
  });
});

describe('a part that nobody else has', () => {
  const RELEASED = 'transfer' in ArrayBuffer.prototype ? 0 : 5;

  test.each([LENGTH, CHUNKS])('gives its memory back once it has been written: %j', async (framing) => {
    const { socket, body } = upload({ ...framing, disposable: true });
    socket.slow = true;
    const part = Buffer.from(new ArrayBuffer(5)).fill('a');
    body.write(part);
    await turn();
    expect(part.length).toBe(5);
    socket.goOn();
    await turn();
    expect(part.length).toBe(RELEASED);
  });

  test('keeps it when others have its memory, or when it may be needed again', async () => {
    const memory = new ArrayBuffer(10);
    const half = Buffer.from(memory, 0, 5);
    const whole = Buffer.from(new ArrayBuffer(5));
    const disposing = upload({ chunked: false, disposable: true });
    const keeping = upload(LENGTH);
    disposing.body.write(half);
    keeping.body.write(whole);
    await turn();
    expect([disposing.socket.written, half.length, whole.length]).toEqual([['\0'.repeat(5)], 5, 5]);
  });

  test('keeps it when it could not be written', async () => {
    const { socket, body } = upload({ chunked: false, disposable: true });
    socket.slow = true;
    socket.on('error', () => undefined);
    const parts = [Buffer.from(new ArrayBuffer(5)), Buffer.from(new ArrayBuffer(5))];
    for (const part of parts) body.write(part);
    await turn();
    socket.destroy(new Error('lost'));
    await turn();
    expect(parts.map(({ length }) => length)).toEqual([5, 5]);
  });
});
