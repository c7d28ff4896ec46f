import { describe, expect, test } from '@jest/globals';
import { startGateway } from '../../test/support/gateway.ts';
import { openRaw, statusOf } from '../../test/support/raw-client.ts';
import { until } from '../../test/support/until.ts';
import { startRawUpstream, startUpstream } from '../../test/support/upstream.ts';

const BODY = 'GET /flask/smuggled HTTP/1.1\r\nHost: a\r\n\r\n';
const CANARY = 'GET /flask/canary HTTP/1.1\r\nHost: a\r\n\r\n';
const announcing = (line: string, framing = `Content-Length: ${BODY.length}`): string =>
  `${line} HTTP/1.1\r\nHost: a\r\n${framing}\r\n\r\n`;

/** Pause-based desynchronisation: who answers early must not read the body as a request (RFC 9112 §6.3, CWE-444). */
describe('a body that comes only after the answer is no request', () => {
  test.each<[string, string, number]>([
    ['the gateway itself refuses', announcing('POST /'), 405],
    ['no route takes', announcing('POST /nowhere'), 404],
    ['the gateway itself answers', announcing('GET /'), 200],
    ['is larger than its route takes', announcing('POST /flask/x', 'Content-Length: 99999999'), 413],
    ['the replica refuses without reading', announcing('POST /flask/x', 'Content-Length: 70000'), 403],
    ['the replica refuses and goes', announcing('POST /flask/go', 'Content-Length: 70000'), 403],
  ])('when %s it', async (_who, head, status) => {
    const heard: string[] = [];
    const upstream = await startRawUpstream((socket, asked) => {
      heard.push(asked.split(' ')[1] ?? '');
      if (asked.includes('/canary')) socket.write('HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\ncanary');
      else socket.write('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n');
      if (asked.includes('/go')) socket.end();
    });
    const { port, url } = await startGateway({
      config: `
pools: { twin: { upstream: '${upstream.url}' } }
listing: /
routes: [{ prefix: /flask, pool: twin, body: { limit: 1mb } }]
`,
    });
    const client = await openRaw(port);
    client.socket.write(head);
    await until(() => statusOf(client.received()) === status);
    client.socket.write(BODY);
    client.socket.end(CANARY);
    await client.closed;
    expect(await (await fetch(`${url}/flask/canary`)).text()).toBe('canary');
    expect(heard).not.toContain('/smuggled');
  });
});

describe('a body that is announced and does not come', () => {
  test.each<[string, string]>([
    ['of a small body', '10'],
    ['of a large one', '100000'],
    ['of the largest that a length can say', '999999999999999'],
  ])('%s holds nobody for longer than bodies may take: 408 (RFC 9110 §15.5.9)', async (_size, length) => {
    const upstream = await startUpstream((request) => request.resume());
    const { port } = await startGateway({
      config: `
pools: { twin: { upstream: '${upstream.url}' } }
routes: [{ prefix: /, pool: twin, body: { time: 100ms } }]
`,
    });
    const client = await openRaw(port);
    client.socket.write(announcing('POST /', `Content-Length: ${length}`));
    await client.closed;
    expect(statusOf(client.received())).toBe(408);
    expect(client.received()).toMatch(/^connection: close\r$/imu);
  });

  test('because the client has ended its side ends the request behind the gateway: nobody takes it for whole', async () => {
    let aborted = false;
    let complete = false;
    const upstream = await startUpstream((request) => {
      request.on('error', () => (aborted = true)).on('end', () => (complete = true));
      request.resume();
    });
    const { port } = await startGateway({ express: upstream.url });
    const client = await openRaw(port);
    client.socket.write(`${announcing('POST /flask/x', 'Content-Length: 100000')}abc`);
    await until(() => upstream.requests.length === 1);
    client.socket.end();
    await until(() => aborted);
    await client.closed;
    expect([complete, client.received()]).toEqual([false, expect.not.stringContaining('200 OK')]);
  });
});
