import { describe, expect, test } from '@jest/globals';
import { begin, startFront } from '../../test/support/front.ts';
import { openRaw } from '../../test/support/raw-client.ts';
import { until } from '../../test/support/until.ts';
import type { ClientResponse } from '../proxy/client-response.ts';

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
