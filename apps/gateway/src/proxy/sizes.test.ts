import { describe, expect, test } from '@jest/globals';
import { requestText, sendRaw, statusOf } from '../../test/support/raw-client.ts';
import { startBeforeRawOk } from '../../test/support/raw-ok.ts';

const LINE = 'GET /flask/x HTTP/1.1\r\nHost: a\r\n';
const fields = (count: number): string[] => Array.from({ length: count }, (_value, index) => `x:${index}`);

describe('what is too large is refused, its connection closed, nothing passed on', () => {
  test.each<[string, string, number]>([
    [
      'a target of 100 KB (RFC 9110 §15.5.15)',
      `GET /${'x'.repeat(100_000)} HTTP/1.1\r\nHost: a\r\n\r\n`,
      414,
    ],
    ['a target of 17 KB', `GET /${'x'.repeat(17_000)} HTTP/1.1\r\nHost: a\r\n\r\n`, 414],
    [
      'a target of 10 KB and a field of 10',
      requestText(`GET /${'x'.repeat(10_000)}`, [`x: ${'x'.repeat(10_000)}`]),
      431,
    ],
    ['a method of 100 KB', `${'X'.repeat(100_000)} / HTTP/1.1\r\nHost: a\r\n\r\n`, 400],
    ['a field name of 100 KB (RFC 6585 §5)', `${LINE}${'x'.repeat(100_000)}: x\r\n\r\n`, 431],
    ['a cookie of 17 KB', `${LINE}Cookie: ${'x'.repeat(17_000)}\r\n\r\n`, 431],
    ['a cookie of 64 KB', `${LINE}Cookie: ${'x'.repeat(65_536)}\r\n\r\n`, 431],
    ['a cookie of 1 MB', `${LINE}Cookie: ${'x'.repeat(1_000_000)}\r\n\r\n`, 431],
    ['10 000 fields', `${LINE}${fields(10_000).join('\r\n')}\r\n\r\n`, 431],
    ['2001 fields', requestText('GET /flask/x', fields(2001)), 431],
    ['1001 fields', requestText('GET /flask/x', fields(999)), 431],
  ])('%s', async (_name, bytes, status) => {
    const { port, url, upstream } = await startBeforeRawOk();
    const answer = await sendRaw(port, bytes);
    expect(statusOf(answer)).toBe(status);
    expect(answer).toMatch(/^connection: close\r$/imu);
    expect(upstream.heads).toHaveLength(0);
    expect(await (await fetch(`${url}/flask/canary`)).text()).toBe('ok');
  });

  test('a chunk extension of 20 KB (RFC 9112 §7.1.1)', async () => {
    const { port } = await startBeforeRawOk();
    const chunked = 'POST /flask/x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n';
    const answer = await sendRaw(port, `${chunked}3;${'x'.repeat(20_000)}\r\nabc\r\n0\r\n\r\n`);
    expect(statusOf(answer)).toBe(413);
    expect(answer).toMatch(/^connection: close\r$/imu);
  });
});

describe('what is large is passed on whole', () => {
  test('a target of 7900 bytes', async () => {
    const { port, upstream } = await startBeforeRawOk();
    const path = `/${'x'.repeat(7900)}`;
    expect(statusOf(await sendRaw(port, requestText(`GET /flask${path}`)))).toBe(200);
    expect(upstream.heads[0]).toContain(`GET ${path} HTTP/1.1\r\n`);
  });

  test('1000 fields, and behind them the gateway’s own', async () => {
    const { port, upstream } = await startBeforeRawOk();
    expect(statusOf(await sendRaw(port, requestText('GET /flask/x', fields(998))))).toBe(200);
    const lines = upstream.heads[0]?.split('\r\n') ?? [];
    expect(lines.filter((line) => line.startsWith('x:'))).toHaveLength(998);
    expect(lines).toContain('x-forwarded-for: 127.0.0.1');
  });
});
