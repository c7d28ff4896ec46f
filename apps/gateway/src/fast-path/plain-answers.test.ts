import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import { begin, startFront } from '../../test/support/front.ts';
import { openRaw, type RawClient } from '../../test/support/raw-client.ts';
import { until } from '../../test/support/until.ts';
import type { ClientResponse } from '../proxy/client-response.ts';
import { PlainResponse } from './plain-response.ts';

const PROBE = 'GET /probe HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n';

const ignore = (): void => undefined;

type Answer = (response: ClientResponse, method: string) => void;

const ANSWERS: [string, Answer][] = [
  [
    'a body of a length',
    (response) => {
      begin(response, 200, 'OK', ['content-type', 'text/plain', 'Content-Length', '5']);
      response.end('hello', 'latin1');
    },
  ],
  [
    'a body as bytes',
    (response) => {
      begin(response, 200, 'OK', ['content-length', '5']);
      response.end(Buffer.from('hello'));
    },
  ],
  [
    'a body of a length in parts',
    (response) => {
      begin(response, 200, 'OK', ['content-length', '10']);
      response.flushHeaders();
      response.write('hel', 'latin1');
      response.write(Buffer.from('lo wo'), ignore);
      response.end('ld', 'latin1');
    },
  ],
  [
    'no body, by its length',
    (response) => {
      begin(response, 200, 'OK', ['content-length', '0']);
      response.end();
    },
  ],
  [
    'a body in chunks, text and bytes',
    (response) => {
      begin(response, 200, 'OK', []);
      response.write('hello \u00E9', 'latin1');
      // Later than the first: Node 26 makes one chunk of what is written at once.
      setImmediate(() => {
        response.write(Buffer.from('world'), ignore);
        response.end();
      });
    },
  ],
  [
    'a body in chunks whose last part comes with the end',
    (response) => {
      begin(response, 200, 'OK', []);
      response.write(Buffer.alloc(300, 'x'), ignore);
      setImmediate(() => response.end(Buffer.from('end')));
    },
  ],
  [
    'empty parts, which would end a body in chunks',
    (response) => {
      begin(response, 200, 'OK', []);
      response.write('', 'latin1');
      response.write('a', 'latin1');
      response.write(Buffer.alloc(0), ignore);
      response.end('', 'latin1');
    },
  ],
  [
    'an empty body in chunks',
    (response) => {
      begin(response, 200, 'OK', []);
      response.flushHeaders();
      response.end();
    },
  ],
  [
    'trailers',
    (response, method) => {
      begin(response, 200, 'OK', method === 'HEAD' ? [] : ['trailer', 'x-sum']);
      response.write('body', 'latin1');
      response.addTrailers([
        ['x-sum', '1'],
        ['x-sum', '2'],
      ]);
      response.end();
    },
  ],
  [
    '204',
    (response) => {
      begin(response, 204, undefined, []);
      response.end();
    },
  ],
  [
    '304 with the length that it would have',
    (response) => {
      begin(response, 304, undefined, ['etag', '"a"', 'content-length', '5']);
      response.end();
    },
  ],
  [
    'a Date of the replica’s own',
    (response) => {
      begin(response, 200, 'OK', ['dAtE', 'Thu, 01 Jan 1970 00:00:00 GMT', 'content-length', '0']);
      response.end();
    },
  ],
  [
    'a reason of its own',
    (response) => {
      begin(response, 404, 'Not \u00E9 Here', ['content-length', '0']);
      response.end();
    },
  ],
  [
    'a status that nobody knows',
    (response) => {
      begin(response, 299, undefined, ['content-length', '0']);
      response.end();
    },
  ],
  [
    'fields that come twice, and bytes beyond ASCII',
    (response) => {
      begin(response, 200, 'OK', [
        'set-cookie',
        'a',
        'set-cookie',
        'b',
        'x',
        '\u00FF',
        'content-length',
        '0',
      ]);
      response.end();
    },
  ],
  [
    'close, because it is the last',
    (response) => {
      response.shouldKeepAlive = false;
      begin(response, 200, 'OK', []);
      response.end('bye', 'latin1');
    },
  ],
  [
    '100',
    (response) => {
      response.writeContinue();
      begin(response, 200, 'OK', ['content-length', '0']);
      response.end();
    },
  ],
];

describe.each(['GET', 'HEAD', 'POST'])('the answer to %s has the same bytes as Node’s own:', (method) => {
  test.each(ANSWERS)('%s', async (_name, answer) => {
    const kinds: string[] = [];
    let closed = 0;
    const { port, send } = await startFront(({ url }, response) => {
      if (url === '/probe') {
        begin(response, 200, 'OK', ['content-length', '5']);
        response.end('probe', 'latin1');
        return;
      }
      kinds.push(response.constructor.name);
      response.on('close', () => (closed += 1));
      answer(response, method);
    });
    const ask = async (...parts: string[]): Promise<string> => {
      const client = await openRaw(port);
      const before = closed;
      await send(client, ...parts);
      await until(() => closed > before);
      if (!client.socket.readableEnded) client.socket.write(PROBE);
      await client.closed;
      return client.received().replaceAll(/^date: .*$/gimu, 'date: *');
    };
    for (const field of ['', 'Connection: close\r\n']) {
      const [line, rest] = [`${method} / HTTP/1.1\r\n`, `Host: a\r\n${field}\r\n`];
      const answers = [await ask(line + rest), await ask(line, rest)];
      expect(answers[0]).toBe(answers[1]);
      expect(answers[0]).toMatch(
        field === '' && !_name.startsWith('close') ? /^HTTP[^]*\r\n\r\nprobe$/u : /^HTTP.*\r\n/u,
      );
    }
    expect(kinds).toEqual(['PlainResponse', 'GatewayResponse', 'PlainResponse', 'GatewayResponse']);
  });
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
