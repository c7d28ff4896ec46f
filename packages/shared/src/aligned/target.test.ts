import { describe, expect, test } from '@jest/globals';
import { BAD_TARGET, NOT_FOUND } from './problems.ts';
import { locate, unrouted } from './target.ts';

describe('a request target', () => {
  test.each([
    ['/', '/', 'GET, HEAD, OPTIONS'],
    ['/echo', '/echo', 'OPTIONS, POST'],
    ['/health?a=%zz&b=\xff', '/health?a=%zz&b=\xff', 'GET, HEAD, OPTIONS'],
    ['/?/echo', '/?/echo', 'GET, HEAD, OPTIONS'],
    ['/%68%65alth', '/health', 'GET, HEAD, OPTIONS'],
    ['/%65cho?%65', '/echo?%65', 'OPTIONS, POST'],
    ['http://a.test/health', '/health', 'GET, HEAD, OPTIONS'],
    ['HTTPS://a.test:8080?x', '/?x', 'GET, HEAD, OPTIONS'],
    ['http://[::1]:80', '/', 'GET, HEAD, OPTIONS'],
    ['*', '/*', 'GET, HEAD, OPTIONS, POST'],
  ])('%s is served at %s by %s', (target, url, allow) => {
    expect(locate(target)).toEqual({ url, allow });
  });

  test.each([
    ['/nope', '/nope'],
    ['/health/', '/health/'],
    ['//health', '//health'],
    ['/Health', '/Health'],
    ['/health%2F', '/health%2F'],
    ['/health%3fx', '/health%3fx'],
    ['/%2568ealth', '/%2568ealth'],
    ['/%C3%B6', '/%C3%B6'],
    ['/__proto__', '/__proto__'],
    ['/*', '/*'],
  ])('%s is served nowhere, as %s', (target, url) => {
    expect(locate(target)).toEqual({ url });
    expect(unrouted(target)).toBe(NOT_FOUND);
  });

  test.each([
    '',
    'health',
    '/%',
    '/%zz',
    '/%00',
    '/a%0d%0ab',
    '/%7F',
    '/%ff',
    '/%c0%af',
    '/%ed%a0%80',
    '/a|b',
    '/\\health',
    '/<x>',
    '/caf\xe9',
    '/health#x',
    '/health?a#b',
    '/../health',
    '/x/%2e%2E/health',
    '/health/.',
    'ftp://a.test/health',
    'http://u@a.test/health',
    'http://a.test:999999/health',
    'http://',
    'a.test:80',
    '**',
  ])('%j can be no path', (target) => {
    expect(locate(target).problem).toBe(BAD_TARGET);
  });

  test('of 16 KiB is read in no time, whatever it is made of', () => {
    const started = performance.now();
    for (const piece of ['%', '%61', '/..', '/', '%c3%a9', 'http://', '[', ':'])
      for (const prefix of ['/', 'http://', '']) locate(prefix + piece.repeat(16_384 / piece.length));
    expect(performance.now() - started).toBeLessThan(500);
  });
});

test('a served path takes no other methods, and says which it takes', () => {
  expect(unrouted('/health?x')).toMatchObject({ statusCode: 405, headers: { allow: 'GET, HEAD, OPTIONS' } });
  expect(unrouted('/echo')).toMatchObject({ statusCode: 405, headers: { allow: 'OPTIONS, POST' } });
  expect(unrouted('*')).toBe(BAD_TARGET);
});
