import { describe, expect, test } from '@jest/globals';
import { startGateway } from '../../test/support/gateway.ts';
import { requestText, sendRaw } from '../../test/support/raw-client.ts';
import { until } from '../../test/support/until.ts';

const FAKE = '","level":"fatal","msg":"forged"}{"a":"';

describe('a request is one line in the log, whatever is in it (CWE-117)', () => {
  test.each<[string, string, string]>([
    ['quotes and braces in the path', requestText(`GET /${FAKE}`), `/${FAKE}`],
    ['line ends that are escaped', requestText('GET /%0aforged%0d%0a'), '/%0aforged%0d%0a'],
    ['other escapes', requestText('GET /%1b[31m'), '/%1b[31m'],
    ['a path of 8 KB', requestText(`GET /${'x'.repeat(8000)}`), `/${'x'.repeat(1023)}…`],
    ['secrets in the query', requestText('GET /a?token=secret'), '/a'],
    ['fake fields in an address', requestText('GET /a', [`X-Forwarded-For: 9.9.9.9${FAKE}`]), '/a'],
    [
      'fake fields in a zone of an address',
      requestText('GET /a', [`X-Forwarded-For: fe80::1%${FAKE}`]),
      '/a',
    ],
    ['fake fields in an id', requestText('GET /a', [`X-Request-Id: ${FAKE}`]), '/a'],
    ['fake fields in a trace', requestText('GET /a', [`Traceparent: 00-${FAKE}-01`]), '/a'],
  ])('%s', async (_name, bytes, path) => {
    const { port, requests, lines } = await startGateway({ trust: 'loopback' });
    const before = lines.length;
    await sendRaw(port, bytes);
    await until(() => requests().length === 1);
    const [line = {}] = requests();
    expect(line['path']).toBe(path);
    expect(lines.slice(before)).toHaveLength(1);
    expect(lines.map(({ msg }) => msg)).not.toContain('forged');
    expect(JSON.stringify({ ...line, path: '' })).not.toMatch(/forged|secret/u);
  });

  test.each<[string, string]>([
    ['bytes of a terminal', '\u001B[31mforged\u0007\n\n'],
    ['a whole line', '{"level":"fatal","msg":"forged"}\n'],
    ['a TLS hello', '\u0016\u0003\u0001forged'],
    ['a target with control characters', 'GET /\u001Bforged HTTP/1.1\r\nHost: a\r\n\r\n'],
  ])('nothing of what cannot be read is in it: %s', async (_name, bytes) => {
    const { port, lines } = await startGateway({});
    const before = lines.length;
    await sendRaw(port, bytes);
    await until(() => lines.length > before);
    expect(lines.slice(before)).toEqual([expect.objectContaining({ msg: 'bad request', status: 400 })]);
    expect(JSON.stringify(lines)).not.toContain('forged');
  });
});

describe('a request id (RFC 9110 §5.5)', () => {
  test.each(['x'.repeat(10_000), 'x'.repeat(129), 'a b', 'a\tb', 'a,b', 'a"b', '<a>', '\u00E9', '../a', ''])(
    'is replaced when it is %j',
    async (id) => {
      const { port } = await startGateway({});
      const answer = await sendRaw(port, requestText('GET /nowhere', [`X-Request-Id: ${id}`]));
      expect(answer).toMatch(/^x-request-id: [\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}\r$/imu);
    },
  );
});
