import { once } from 'node:events';
import { createServer, type Server as TcpServer, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { exchange } from './exchange.ts';
import type { Limits } from './limits.ts';
import type { Step } from './step.ts';

const LIMITS: Limits = { answer: 300, close: 300, grace: 60, total: 1000, bytes: 100_000, pause: 0 };
const OK = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok';
const CLOSING = 'HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok';
const GET: Step = { send: 'GET / HTTP/1.1\r\nHost: a\r\n\r\n' };

const servers: TcpServer[] = [];
const sockets: Socket[] = [];

/** A server that does one thing with the bytes it gets. */
async function canned(behave: (socket: Socket, text: string) => void) {
  const server = createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => socket.destroy());
    socket.on('data', (bytes: Buffer) => behave(socket, bytes.toString('latin1')));
  });
  servers.push(server);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  return { endpoint: { host: '127.0.0.1', port: typeof address === 'object' && address ? address.port : 0 } };
}

async function observe(behave: (socket: Socket, text: string) => void, steps: readonly Step[] = [GET]) {
  const { connections } = await exchange(await canned(behave), steps, LIMITS);
  const [connection] = connections;
  if (!connection) throw new Error('no connection was observed');
  return { ...connection, statuses: connection.messages.map(({ status }) => status) };
}

afterEach(() => {
  for (const server of servers.splice(0)) server.close();
  for (const socket of sockets.splice(0)) socket.destroy();
});

describe('what becomes of a connection', () => {
  it('is kept when the answer is whole and the server stays', async () => {
    expect(await observe((socket) => socket.write(OK))).toMatchObject({ outcome: 'kept', statuses: [200] });
  });

  it('is closed when the server closes, as announced or not', async () => {
    expect(await observe((socket) => socket.end(CLOSING))).toMatchObject({ outcome: 'closed' });
    expect(await observe((socket) => socket.end(OK))).toMatchObject({ outcome: 'closed', standing: 'fin' });
  });

  it('is open when the server announced to close and does not', async () => {
    expect(await observe((socket) => socket.write(CLOSING))).toMatchObject({ outcome: 'open' });
  });

  it('hangs when nothing comes, or not everything', async () => {
    expect(await observe(() => undefined)).toMatchObject({ outcome: 'hang', statuses: [] });
    expect(await observe((socket) => socket.write(OK.slice(0, -1)))).toMatchObject({ outcome: 'hang' });
  });

  it('is closed without an answer when the server resets', async () => {
    expect(await observe((socket) => socket.resetAndDestroy())).toMatchObject({
      outcome: 'closed',
      standing: 'reset',
      statuses: [],
    });
  });

  it('is refused where nobody listens', async () => {
    const target = await canned(() => undefined);
    servers[0]?.close();
    const { connections } = await exchange(target, [GET], LIMITS);
    expect(connections).toMatchObject([{ outcome: 'refused', messages: [] }]);
  });

  it('is dropped when the probe resets it', async () => {
    expect(await observe(() => undefined, [GET, { wait: 5 }, { reset: true }])).toMatchObject({
      outcome: 'dropped',
    });
  });
});

describe('what is read', () => {
  it('waits for every pipelined answer, however slow', async () => {
    const twice = { send: GET.send.repeat(2) };
    const seen = await observe(
      (socket) => {
        socket.write(OK);
        setTimeout(() => socket.write(OK), 150);
      },
      [twice],
    );
    expect(seen.statuses).toEqual([200, 200]);
  });

  it('keeps interim answers apart from final ones', async () => {
    const seen = await observe((socket) => socket.write(`HTTP/1.1 100 Continue\r\n\r\n${OK}`));
    expect(seen).toMatchObject({ statuses: [100, 200], outcome: 'kept' });
  });

  it('expects no body in answer to HEAD', async () => {
    const seen = await observe(
      (socket) => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n'),
      [{ send: 'HEAD / HTTP/1.1\r\nHost: a\r\n\r\n' }],
    );
    expect(seen).toMatchObject({ outcome: 'kept', statuses: [200] });
  });

  it('notes bytes that are no HTTP', async () => {
    expect(await observe((socket) => socket.end('220 mail.test\r\n'))).toMatchObject({ garbage: true });
  });

  it('stops an answer that does not end', async () => {
    const seen = await observe((socket) => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      socket.write('x'.repeat(LIMITS.bytes + 1));
    });
    expect(seen).toMatchObject({ overflowed: true });
  });
});

describe('steps', () => {
  it('sends a value of an earlier answer', async () => {
    const asked: string[] = [];
    await observe(
      (socket, text) => {
        asked.push(text);
        socket.write('HTTP/1.1 200 OK\r\nETag: "7"\r\nContent-Length: 0\r\n\r\n');
      },
      [
        GET,
        { await: 'response', count: 1, keep: { tag: 'etag' } },
        { send: 'GET /{{tag}} HTTP/1.1\r\n\r\n' },
      ],
    );
    expect(asked[1]).toBe('GET /"7" HTTP/1.1\r\n\r\n');
  });

  it('sends pieces apart only where a pause stands between', async () => {
    const asked: string[] = [];
    const collect = (socket: Socket, text: string): void => {
      asked.push(text);
      if (asked.join('').endsWith('\r\n\r\n')) socket.write(OK);
    };
    await observe(collect, [{ send: 'GET / ' }, { send: 'HTTP/1.1\r\n' }, { wait: 30 }, { send: '\r\n' }]);
    expect(asked).toEqual(['GET / HTTP/1.1\r\n', '\r\n']);
  });

  it('sends a large body to a server that answers at its start, and sees the answer', async () => {
    const seen = await observe(
      (socket) => socket.end(CLOSING),
      [
        { send: 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2000000\r\n\r\n' },
        { send: 'x', times: 2_000_000 },
      ],
    );
    expect(seen.statuses).toEqual([200]);
  });
});
