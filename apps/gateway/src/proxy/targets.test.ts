import { describe, expect, test } from '@jest/globals';
import { startGateway } from '../../test/support/gateway.ts';
import { pool } from '../../test/support/pools.ts';
import { requestText, sendRaw, statusOf } from '../../test/support/raw-client.ts';
import { startBeforeRawOk } from '../../test/support/raw-ok.ts';
import { startSaying } from '../../test/support/saying-upstream.ts';

/** Asks with these bytes as the target; answers the status and what the replica was asked. */
async function ask(target: string): Promise<[number, ...string[]]> {
  const { port, upstream } = await startBeforeRawOk();
  const answer = await sendRaw(port, requestText(`GET ${target}`));
  return [
    statusOf(answer),
    ...upstream.heads.map((head) => /^GET (.*) HTTP\/1\.1\r\n/u.exec(head)?.[1] ?? head),
  ];
}

describe('a target reaches the replica byte for byte, without the prefix', () => {
  test.each([
    ['/flask', '/'],
    ['/flask/', '/'],
    ['/flask?x=1', '/?x=1'],
    ['/flask?', '/?'],
    ['/flask/a?b?c', '/a?b?c'],
    ['/flask//a', '//a'],
    ['/flask/a%2Fb', '/a%2Fb'],
    ['/flask/a%2fb%20c', '/a%2fb%20c'],
    ['/flask/..;/admin', '/..;/admin'],
    ['/flask/%252e%252e/admin', '/%252e%252e/admin'],
    ['/flask/..%3b/admin', '/..%3b/admin'],
    ['/flask/"<>|^`{}', '/"<>|^`{}'],
    ['/flask/__proto__/constructor?__proto__=1&toString=2', '/__proto__/constructor?__proto__=1&toString=2'],
    ['/flask/x?%00%0d%0a%zz%\\..\\../..//"<>|^`{}', '/x?%00%0d%0a%zz%\\..\\../..//"<>|^`{}'],
  ])('%s', async (target, asked) => {
    expect(await ask(target)).toEqual([200, asked]);
  });

  test.each([
    ['/%66lask/a', '/a'],
    ['/./flask/a', '/a'],
    ['/fastapi/../flask/a', '/a'],
    ['/flask/a/../b', '/b'],
    ['/flask/a/%2e%2E/b', '/b'],
  ])('once it is clear which route it means (RFC 3986 §6.2.2): %s', async (target, asked) => {
    expect(await ask(target)).toEqual([200, asked]);
  });
});

test.each(['//', '//x/y', '///x', '/x//y', '//?a=//b', '//%2f//'])(
  'a target reaches the replica byte for byte when its route is /: %s',
  async (target) => {
    const upstream = await startSaying('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok');
    const { port, adminUrl } = await startGateway({ config: pool([upstream.url]) });
    expect(statusOf(await sendRaw(port, requestText(`GET ${target}`)))).toBe(200);
    expect(upstream.heads).toEqual([expect.stringContaining(`GET ${target} HTTP/1.1\r\n`)]);
    const explained = await fetch(`${adminUrl}/explain?path=${encodeURIComponent(target)}`);
    expect(await explained.json()).toMatchObject({ passed: target });
  },
);

describe('a target that only resembles a prefix has no route: 404', () => {
  test.each([
    '//flask/a',
    '/FLASK/a',
    '/flaskx',
    '/flask;v=1',
    '/flask%2fa',
    '/flask/../admin',
    '/flask/%2e%2e/admin',
    '/flask/a/../../admin',
    '/__proto__',
    '/constructor',
    '/toString/',
    '/hasOwnProperty',
  ])('%s', async (target) => {
    expect(await ask(target)).toEqual([404]);
  });
});

describe('a target that is none is refused: 400 (RFC 9112 §3.2)', () => {
  test.each([
    '/flask/a b',
    '/flask/a\tb',
    '/flask/a?b c',
    '/flask/\u0000',
    '/flask/\u0001',
    '/flask/\u007F',
    '/flask/\u00E9',
    '/flask/?\u00E9',
    '/flask/a\\b',
    '/flask/a#b',
    '/flask/a?b#c',
    '/flask/%',
    '/flask/%z0',
    '/flask/%00',
    '/flask/%0d%0aX:%20y',
    '/flask/%c0%af',
    '/flask/%c0%ae%c0%ae/',
    '/flask/%5c',
    '/flask/..%5cadmin',
    '/flask/..%2fadmin',
    '/flask/..\\admin',
    'flask/a',
    'http:///flask/a',
    'http://user@gateway.test/flask/a',
    'http://gateway.test:81/flask/a',
    'http://127.0.0.1/flask/a',
    'ftp://gateway.test/flask/a',
    'javascript:alert(1)',
  ])('%j', async (target) => {
    expect(await ask(target)).toEqual([400]);
  });
});
