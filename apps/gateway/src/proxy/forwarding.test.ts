import type { IncomingMessage } from 'node:http';
import { describe, expect, test } from '@jest/globals';
import { startGateway } from '../../test/support/gateway.ts';
import { requestText, sendRaw, statusOf } from '../../test/support/raw-client.ts';
import { startUpstream } from '../../test/support/upstream.ts';
import { pairsOf } from './field-lines.ts';

async function pass(fields: readonly string[], options: { trust?: string; line?: string } = {}) {
  const upstream = await startUpstream((_request, response) => {
    response.writeHead(200, {
      'X-Answer': '1',
      'X-Hop': 'for this connection only',
      Connection: 'close, X-Hop',
      'Keep-Alive': 'timeout=1',
      'Proxy-Authenticate': 'Basic',
      Upgrade: 'h2c',
    });
    response.end('{}');
  });
  const gateway = await startGateway({
    express: upstream.url,
    ...(options.trust && { trust: options.trust }),
  });
  const answer = await sendRaw(gateway.port, requestText(options.line ?? 'GET /flask/info', fields));
  expect(statusOf(answer)).toBe(200);
  const [request] = upstream.requests;
  if (request === undefined) throw new Error('nothing arrived');
  return { request, answer, gateway };
}

const headersOf = (request: IncomingMessage, ...names: string[]) =>
  names.map((name) => request.headers[name]);

describe('a request that is passed on', () => {
  test('says where it came from', async () => {
    const { request } = await pass([]);
    expect(request.headers).toMatchObject({
      host: 'gateway.test',
      'x-forwarded-for': '127.0.0.1',
      'x-forwarded-host': 'gateway.test',
      'x-forwarded-proto': 'http',
      'x-forwarded-prefix': '/flask',
      via: '1.1 echo-gateway',
    });
  });

  test('does not carry what an untrusted client claims about itself', async () => {
    const { request, gateway } = await pass([
      'X-Forwarded-For: 6.6.6.6',
      'X-Forwarded-Host: evil.test',
      'X-Forwarded-Proto: https',
      'X-Forwarded-Prefix: /evil',
      'X-Real-IP: 6.6.6.6',
      'Forwarded: for=6.6.6.6',
    ]);
    expect(headersOf(request, 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto')).toEqual([
      '127.0.0.1',
      'gateway.test',
      'http',
    ]);
    expect(headersOf(request, 'x-forwarded-prefix', 'x-real-ip', 'forwarded')).toEqual([
      '/flask',
      undefined,
      undefined,
    ]);
    expect(gateway.requests()[0]).toMatchObject({ client_ip: '127.0.0.1' });
  });

  test('carries what a trusted proxy says, with that proxy appended', async () => {
    const claims = [
      'X-Forwarded-For: 6.6.6.6, 9.9.9.9',
      'X-Forwarded-Host: www.test',
      'X-Forwarded-Proto: https',
      'X-Forwarded-Prefix: /app',
      'X-Real-IP: 9.9.9.9',
      'Forwarded: for=9.9.9.9',
    ];
    const { request, gateway } = await pass(claims, { trust: 'loopback' });
    expect(headersOf(request, 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto')).toEqual([
      '6.6.6.6, 9.9.9.9, 127.0.0.1',
      'www.test',
      'https',
    ]);
    expect(headersOf(request, 'x-forwarded-prefix', 'x-real-ip', 'forwarded')).toEqual([
      '/app/flask',
      '9.9.9.9',
      'for=9.9.9.9, for=127.0.0.1',
    ]);
    expect(gateway.requests()[0]).toMatchObject({ client_ip: '9.9.9.9' });
  });

  test('carries the rest of what a trusted proxy says as it came, but for what that says is for it alone', async () => {
    const claims = [
      'X-Forwarded-Ssl: on',
      'x-forwarded-SCHEME: https',
      'X-Forwarded-Server: a',
      'X-Forwarded-Server: b',
      'X-Forwarded-Port: 443',
      'Front-End-Https: on',
      'X-Real-IP: 9.9.9.9',
      'True-Client-IP: 9.9.9.9',
      'X-Client-IP: 9.9.9.9',
      'CF-Connecting-IP: 9.9.9.9',
      'Fastly-Client-IP: 9.9.9.9',
      'X-Cluster-Client-IP: 9.9.9.9',
      'X-Original-URL: /a',
      'X-Rewrite-URL: /a',
    ];
    const nominated = ['Connection: X-Forwarded-Hop', 'X-Forwarded-Hop: 1'];
    const { request } = await pass([...nominated, ...claims], { trust: 'loopback' });
    const came = pairsOf(request.rawHeaders).map(([name, value]) => `${name}: ${value}`);
    expect(came.filter((line) => claims.includes(line))).toEqual(claims);
    expect(headersOf(request, 'x-forwarded-hop', 'x-forwarded-for')).toEqual([undefined, '127.0.0.1']);
  });

  test('loses what concerns the connection, whatever Connection names, but never the gateway’s own fields', async () => {
    const { request } = await pass([
      'Connection: X-Foo, X-Forwarded-For, Via',
      'X-Foo: 1',
      'Keep-Alive: timeout=5',
      'Proxy-Connection: keep-alive',
      'Proxy-Authorization: Basic x',
      'Trailer: X-Sum',
      'Upgrade: h2c',
      'HTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA',
    ]);
    expect(
      headersOf(
        request,
        'x-foo',
        'keep-alive',
        'proxy-connection',
        'proxy-authorization',
        'trailer',
        'upgrade',
      ),
    ).toEqual([undefined, undefined, undefined, undefined, undefined, undefined]);
    expect(headersOf(request, 'http2-settings', 'x-forwarded-for', 'connection', 'via')).toEqual([
      undefined,
      '127.0.0.1',
      'keep-alive',
      '1.1 echo-gateway',
    ]);
  });

  test('keeps a safe request id and continues a trace', async () => {
    const trace = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    const { request, answer, gateway } = await pass(['X-Request-Id: abc-1', `Traceparent: ${trace}`]);
    expect(request.headers['x-request-id']).toBe('abc-1');
    expect(answer).toContain('x-request-id: abc-1\r\n');
    expect(request.headers['traceparent']).toMatch(
      /^00-0af7651916cd43dd8448eb211c80319c-(?!b7ad)[\da-f]{16}-01$/u,
    );
    expect(gateway.requests()[0]).toMatchObject({
      request_id: 'abc-1',
      trace_id: '0af7651916cd43dd8448eb211c80319c',
      route: '/flask',
      pool: 'express-echo',
      attempts: 1,
      status: 200,
      bytes: 2,
    });
  });

  test.each([['X-Request-Id: a b'], [`X-Request-Id: ${'x'.repeat(129)}`], ['X-Request-Id: a"\u001B[31m']])(
    'gets a new id in the place of %j',
    async (field) => {
      const { request } = await pass([field.replace('\u001B', '~')]);
      expect(request.headers['x-request-id']).toMatch(/^[\da-f-]{36}$/u);
      expect(request.headers['traceparent']).toMatch(/^00-[\da-f]{32}-[\da-f]{16}-00$/u);
    },
  );

  test('of HTTP/1.0 without a Host is served and closed', async () => {
    const upstream = await startUpstream((_request, response) => {
      response.write('a');
      response.end('b');
    });
    const { port } = await startGateway({ express: upstream.url });
    const answer = await sendRaw(port, 'GET /flask/ HTTP/1.0\r\n\r\n');
    expect(statusOf(answer)).toBe(200);
    expect(answer.endsWith('\r\n\r\nab')).toBe(true);
    expect(upstream.requests[0]?.headers.via).toBe('1.0 echo-gateway');
  });

  test('that runs in circles is stopped', async () => {
    const { port } = await startGateway({});
    const via = `Via: ${Array.from({ length: 5 }, () => '1.1 echo-gateway').join(', ')}`;
    expect(statusOf(await sendRaw(port, requestText('GET /flask/', [via])))).toBe(508);
  });
});

describe('an answer that is passed back', () => {
  test('loses what concerned the replica’s connection', async () => {
    const { answer } = await pass([]);
    expect(answer).toContain('X-Answer: 1\r\n');
    expect(answer).not.toMatch(/^(?:x-hop|keep-alive|proxy-authenticate|upgrade):/imu);
    expect(answer).toContain('via: 1.1 echo-gateway\r\n');
  });

  test('does not end the client’s connection when the replica ends its own', async () => {
    const upstream = await startUpstream((_request, response) => {
      response.setHeader('connection', 'close');
      response.end('x');
    });
    const { url } = await startGateway({ express: upstream.url });
    const response = await fetch(`${url}/flask/`);
    expect(response.headers.get('connection')).toBe('keep-alive');
  });
});
