import { once } from 'node:events';
import { connect } from 'node:net';
import { Worker } from 'node:worker_threads';
import { expect, test } from '@jest/globals';
import { onCleanup } from '../../test/support/cleanup.ts';
import { startGateway } from '../../test/support/gateway.ts';
import { openRaw } from '../../test/support/raw-client.ts';
import { until } from '../../test/support/until.ts';
import { startUpstream } from '../../test/support/upstream.ts';

const SIZE = 128 * 1024 * 1024;
const PART = Buffer.alloc(256 * 1024, 'x');
/** Node 20 cannot give memory back before V8 looks for it. */
const MOST = 'transfer' in ArrayBuffer.prototype ? 16e6 : 96e6;

/** A replica that swallows bodies; in a thread, so that its buffers are not counted here. */
async function startSink(): Promise<string> {
  const sink = new Worker(SINK, { eval: true });
  onCleanup(() => sink.terminate());
  const port = await new Promise((resolve) => sink.once('message', resolve));
  return `http://127.0.0.1:${String(port)}`;
}

const SINK = `
  const { createServer } = require('node:http');
  const { parentPort } = require('node:worker_threads');
  const server = createServer((request, response) => request.on('end', () => response.end('all of it')).resume());
  server.listen(0, '127.0.0.1', () => parentPort.postMessage(server.address().port));
`;

/** How much memory buffers take at most while a connection is used, beyond what they took before. */
function watchBuffers() {
  const before = process.memoryUsage().arrayBuffers;
  let most = 0;
  return {
    look: () => (most = Math.max(most, process.memoryUsage().arrayBuffers - before)),
    most: () => most,
  };
}

/** The second goes through Node's parser. */
const REQUESTS: [string, [string, string]][] = [
  ['at once', ['GET /flask/ HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n', '']],
  ['in pieces', ['GET /flask/ HTTP/1.1\r\n', 'Host: a\r\nConnection: close\r\n\r\n']],
];

test.each(REQUESTS)(
  'a stream down holds no memory of what it has passed on, asked for %s',
  async (_name, pieces) => {
    const upstream = await startUpstream((_request, response) => {
      let left = SIZE;
      const more = (): void => {
        while (left > 0) {
          left -= PART.length;
          if (!response.write(PART)) return;
        }
        response.end();
      };
      response.writeHead(200, { 'content-length': SIZE }).on('drain', more);
      more();
    });
    const { port } = await startGateway({ express: upstream.url });
    const buffers = watchBuffers();
    let received = 0;
    const callback = (size: number): boolean => {
      received += size;
      buffers.look();
      return true;
    };
    const onread = { buffer: Buffer.alloc(64 * 1024), callback };
    const client = connect({ host: '127.0.0.1', port, noDelay: true, onread });
    onCleanup(() => client.destroy());
    await once(client, 'connect');
    client.write(pieces[0]);
    setImmediate(() => client.write(pieces[1]));
    await once(client, 'close');
    expect(received).toBeGreaterThan(SIZE);
    expect(buffers.most()).toBeLessThan(MOST);
  },
);

test('a stream up holds no memory of what it has passed on', async () => {
  const { port } = await startGateway({ express: await startSink() });
  const client = await openRaw(port);
  const { socket } = client;
  const buffers = watchBuffers();
  socket.write(`POST /flask/ HTTP/1.1\r\nHost: a\r\nContent-Length: ${SIZE}\r\n\r\n`);
  for (let left = SIZE; left > 0; left -= PART.length) {
    if (!socket.write(PART)) await once(socket, 'drain');
    buffers.look();
  }
  await until(() => client.received().endsWith('all of it'));
  expect(buffers.most()).toBeLessThan(MOST);
});

test.each(REQUESTS)('a client that takes its time gets every byte, asking %s', async (_name, pieces) => {
  const body = Buffer.from(Uint32Array.from({ length: 4e6 }, (_, index) => index).buffer);
  let sent = false;
  const upstream = await startUpstream((_request, response) => {
    response.writeHead(200, { 'content-length': body.length });
    for (let at = 0; at < body.length; at += PART.length) response.write(body.subarray(at, at + PART.length));
    response.end();
    sent = true;
  });
  const { port } = await startGateway({ express: upstream.url });
  const client = await openRaw(port);
  const { socket } = client;
  socket.pause();
  socket.write(pieces[0]);
  setImmediate(() => socket.write(pieces[1]));
  await until(() => sent);
  for (let turns = 0; turns < 5; turns++) {
    await once(socket.resume(), 'data');
    socket.pause();
  }
  socket.resume();
  await client.closed;
  const answer = Buffer.from(client.received(), 'latin1');
  expect(answer.subarray(answer.indexOf('\r\n\r\n') + 4).equals(body)).toBe(true);
});
