import { describe, expect, test } from '@jest/globals';
import { readTarget } from './target.ts';

describe('a request target', () => {
  test.each([
    ['/', '/', ''],
    ['/flask', '/flask', ''],
    ['/flask/a.b?x=1', '/flask/a.b', '?x=1'],
    ['/flask/a//b', '/flask/a//b', ''],
    ['/flask/a%2Fb', '/flask/a%2Fb', ''],
    ['/flask/%E2%82%AC', '/flask/%E2%82%AC', ''],
    ['/flask/%252e%252e/b', '/flask/%252e%252e/b', ''],
    ['/a?%zz%00%0d%0a\\', '/a', '?%zz%00%0d%0a\\'],
    ['/a?b?c', '/a', '?b?c'],
    ['//flask', '//flask', ''],
  ])('%s is kept byte for byte', (text, path, query) => {
    expect(readTarget(text)).toEqual({ path, query, authority: undefined });
  });

  test.each([
    ['/x/../flask/a', '/flask/a'],
    ['/flask/../admin', '/admin'],
    ['/flask/../../admin', '/admin'],
    ['/flask/%2e%2e/admin', '/admin'],
    ['/flask/.%2E/admin', '/admin'],
    ['/./flask', '/flask'],
    ['/flask/.', '/flask/'],
    ['/flask/a/..', '/flask/'],
    ['/flask/...', '/flask/...'],
    ['/flask/.well-known', '/flask/.well-known'],
    ['/..', '/'],
  ])('the dot segments of %s are resolved: %s', (text, path) => {
    expect(readTarget(text)?.path).toBe(path);
  });

  test.each([
    ['*'],
    ['flask'],
    [''],
    ['/%zz'],
    ['/%'],
    ['/%2'],
    ['/%00'],
    ['/%0d%0aX:y'],
    ['/%5cadmin'],
    ['/flask/..%5cadmin'],
    ['/flask/..%2fadmin'],
    ['/flask/%2e%2e%2fadmin'],
    ['/%c0%af'],
    ['/%ff'],
    ['/a#b'],
    ['/a?b#c'],
    ['/a b'],
    ['/a\\b'],
    ['/\u00E9'],
    ['ftp://host/x'],
  ])('%j cannot be used', (text) => {
    expect(readTarget(text)).toBeUndefined();
  });

  test('in absolute form it is its path, and names a host', () => {
    expect(readTarget('http://a.test:80/flask/?x')).toEqual({
      path: '/flask/',
      query: '?x',
      authority: 'a.test:80',
    });
    expect(readTarget('http://a.test')).toEqual({ path: '/', query: '', authority: 'a.test' });
    expect(readTarget('http://a.test?x')).toEqual({ path: '/', query: '?x', authority: 'a.test' });
  });
});
