import { request as send, type IncomingMessage } from 'node:http';
import { describe, expect, test } from '@jest/globals';
import { startGateway } from '../../test/support/gateway.ts';
import { openRaw, requestText, sendRaw } from '../../test/support/raw-client.ts';
import { until } from '../../test/support/until.ts';
import { startRawUpstream, startUpstream } from '../../test/support/upstream.ts';

describe('a stream', () => {
  test('of events arrives event by event, its head before the first', async () => {
    let tell = (_text: string): void => undefined;
    const upstream = await startUpstream((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders();
      tell = (text) => response.write(text);
    });
    const { url } = await startGateway({ express: upstream.url });
    const response = await fetch(`${url}/flask/`);
    const reader = response.body?.getReader();
    for (const event of ['data: 1\n\n', 'data: 2\n\n']) {
      tell(event);
      const part = await reader?.read();
      expect(Buffer.from(part?.value ?? []).toString()).toBe(event);
    }
    await reader?.cancel();
  });

  test('upwards arrives part by part', async () => {
    const parts: string[] = [];
    const upstream = await startUpstream((request, response) => {
      request.on('data', (chunk: Buffer) => parts.push(chunk.toString()));
      request.on('end', () => response.end(parts.join()));
    });
    const { port } = await startGateway({ express: upstream.url });
    const upload = send({ port, path: '/flask/', method: 'POST' });
    const answer = new Promise<IncomingMessage>((resolve) => upload.on('response', resolve));
    upload.write('a');
    await until(() => parts.join() === 'a');
    upload.write('b');
    await until(() => parts.join() === 'a,b');
    upload.end();
    const response = await answer;
    expect(response.statusCode).toBe(200);
    response.resume();
  });

  test.each<[string, string]>([
    ['', 'POST /flask/ HTTP/1.1\r\nHost: a\r\n'],
    [' of an idempotent method', 'PUT /flask/ HTTP/1.1\r\nHost: a\r\n'],
  ])('upwards%s may be followed by trailers, which pass; forbidden ones do not', async (_name, head) => {
    const heard: (readonly [string | undefined, string, readonly string[]])[] = [];
    const upstream = await startUpstream((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        heard.push([request.headers.trailer, body, request.rawTrailers]);
        response.end();
      });
    });
    const { port } = await startGateway({ express: upstream.url });
    const fields = 'Trailer: X-Sum\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n';
    const trailers = 'X-Sum: \u00E9 1\r\nHost: evil\r\nX-Request-Id: mine\r\n';
    await sendRaw(port, `${head}${fields}\r\n3\r\nabc\r\n0\r\n${trailers}\r\n`);
    expect(heard).toEqual([['X-Sum', 'abc', ['X-Sum', '\u00E9 1']]]);
  });

  test('is taken from the replica only as fast as the client reads', async () => {
    let sent = 0;
    const chunk = Buffer.alloc(65_536);
    const upstream = await startUpstream((_request, response) => {
      const more = (): void => {
        while (sent < 200_000_000) {
          sent += chunk.length;
          if (!response.write(chunk)) return;
        }
        response.end();
      };
      response.on('drain', more);
      more();
    });
    const { port } = await startGateway({ express: upstream.url });
    const client = await openRaw(port);
    client.socket.pause();
    client.socket.write(requestText('GET /flask/'));
    let before = -1;
    await until(() => {
      const still = before === sent && sent > 0;
      before = sent;
      return still;
    });
    expect(sent).toBeLessThan(20_000_000);
    client.socket.destroy();
  });

  test('is taken from the client only as fast as the replica reads', async () => {
    const upstream = await startUpstream((request) => request.pause());
    const { port } = await startGateway({ express: upstream.url });
    const client = await openRaw(port);
    client.socket.write('POST /flask/ HTTP/1.1\r\nHost: a\r\nContent-Length: 200000000\r\n\r\n');
    const chunk = Buffer.alloc(65_536);
    let taken = 0;
    const more = (): void => {
      do taken += chunk.length;
      while (client.socket.write(chunk));
    };
    client.socket.on('drain', more);
    more();
    let before = -1;
    await until(() => {
      const still = before === taken;
      before = taken;
      return still;
    });
    expect(taken).toBeLessThan(40_000_000);
    client.socket.destroy();
  });

  test('may be followed by trailers, which pass; forbidden ones do not', async () => {
    const upstream = await startRawUpstream((socket) => {
      socket.write('HTTP/1.1 200 OK\r\nTrailer: X-Sum\r\nTransfer-Encoding: chunked\r\n\r\n');
      socket.write('2\r\nab\r\n0\r\nX-Sum: 42\r\nSet-Cookie: a=b\r\nHost: evil\r\n\r\n');
    });
    const { port } = await startGateway({ express: upstream.url });
    const answer = await sendRaw(port, requestText('GET /flask/', ['TE: trailers']));
    expect(answer).toMatch(/^trailer: X-Sum\r$/mu);
    expect(answer.endsWith('2\r\nab\r\n0\r\nX-Sum: 42\r\n\r\n')).toBe(true);
    expect(upstream.heads[0]).toMatch(/^te: trailers$/mu);
  });

  test('may be preceded by interim answers, which pass, within bounds', async () => {
    const hint = 'HTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload\r\n\r\n';
    const upstream = await startRawUpstream((socket) => {
      socket.write(
        `HTTP/1.1 102 Processing\r\n\r\n${hint.repeat(500)}HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok`,
      );
    });
    const { port } = await startGateway({ express: upstream.url });
    const answer = await sendRaw(port, requestText('GET /flask/'));
    expect(answer.startsWith('HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 103 Early Hints\r\n')).toBe(true);
    expect(answer.match(/103 Early Hints/gu)).toHaveLength(15);
    expect(answer).toMatch(/^Link: <\/a\.css>; rel=preload\r$/imu);
    expect(answer.endsWith('\r\n\r\nok')).toBe(true);
    const old = await sendRaw(port, 'GET /flask/ HTTP/1.0\r\n\r\n');
    expect(old.startsWith('HTTP/1.1 200 OK')).toBe(true);
  });

  test.each([
    ['plain', requestText('GET /flask/')],
    ['chunked', requestText('POST /flask/', ['Transfer-Encoding: chunked'], '0\r\n\r\n')],
  ])('may be preceded by hints of any kind: a %s request', async (_name, request) => {
    const upstream = await startRawUpstream((socket) => {
      socket.write('HTTP/1.1 103 Early Hints\r\nX-A: 1\r\nX-A: 2\r\n\r\n');
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n');
    });
    const { port } = await startGateway({ express: upstream.url });
    expect(await sendRaw(port, request)).toMatch(
      /^HTTP\/1\.1 103 Early Hints\r\nX-A: 1\r\nX-A: 2\r\n\r\nHTTP\/1\.1 200 OK\r\n/u,
    );
  });
});

describe('a client that leaves', () => {
  test.each<[string, string]>([
    ['while it waits', 'GET /flask/ HTTP/1.1\r\nHost: a\r\n\r\n'],
    [
      'in the middle of a large body',
      'POST /flask/ HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\nabc',
    ],
    [
      'in the middle of a chunked body',
      'POST /flask/ HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n',
    ],
  ])('%s is felt by the replica at once', async (_name, bytes) => {
    let left = 0;
    const upstream = await startUpstream((request) => {
      request.resume();
      request.socket.on('close', () => (left = performance.now()));
    });
    const gateway = await startGateway({ express: upstream.url });
    const client = await openRaw(gateway.port);
    client.socket.write(bytes);
    await until(() => upstream.requests.length === 1);
    client.socket.destroy();
    await until(() => left > 0);
    await until(() => gateway.requests().length === 1);
    expect(gateway.requests()[0]).toMatchObject({ status: 499, attempts: 1 });
  });

  test('in the middle of a small body never bothers a replica', async () => {
    const upstream = await startUpstream((_request, response) => response.end());
    const gateway = await startGateway({ express: upstream.url });
    const client = await openRaw(gateway.port);
    client.socket.end('POST /flask/ HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc');
    await client.closed;
    await until(() => gateway.lines.some((line) => line['msg'] === 'request'));
    expect(upstream.requests).toHaveLength(0);
  });
});

describe('an answer that comes before the request is complete', () => {
  const refusing = () =>
    startRawUpstream((socket) => {
      socket.end('HTTP/1.1 413 Too Large\r\nContent-Length: 8\r\nConnection: close\r\n\r\ntoo much');
    });

  test('reaches the client, every time, though the replica closes while it is being sent to', async () => {
    const upstream = await refusing();
    const { url } = await startGateway({ express: upstream.url });
    for (let count = 0; count < 20; count++) {
      const response = await fetch(`${url}/flask/`, { method: 'POST', body: Buffer.alloc(2_000_000) });
      expect([response.status, await response.text()]).toEqual([413, 'too much']);
    }
  });

  test('reaches a client that goes on sending, which is cut off after a while', async () => {
    const upstream = await refusing();
    const { port } = await startGateway({ express: upstream.url });
    const client = await openRaw(port);
    client.socket.write('POST /flask/ HTTP/1.1\r\nHost: a\r\nContent-Length: 100000000\r\n\r\nabc');
    await until(() => client.received().includes('too much'));
    client.socket.write('more');
    await client.closed;
    expect(client.received()).toMatch(/^HTTP\/1\.1 413 /u);
  });

  test('leaves the connection in order for the next request', async () => {
    const { port } = await startGateway({});
    const client = await openRaw(port);
    client.socket.write('POST /nowhere HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\nabc');
    await until(() => client.received().includes('404 Not Found'));
    client.socket.write(`${'x'.repeat(99_997)}${requestText('GET /')}`);
    await client.closed;
    expect(client.received()).toContain('200 OK');
  });
});
