import { describe, expect, test } from '@jest/globals';
import { RouteTable } from './routes.ts';

const table = (...prefixes: string[]) =>
  new RouteTable(
    prefixes.map((prefix) => ({
      settings: { prefix, pool: 'p', title: '', retryOn: [], body: { limit: 0, time: 0, rate: 0 } },
      upstreams: prefix,
    })),
  );

const find = (path: string, ...prefixes: string[]) => {
  const match = table(...prefixes).match(path);
  return match && [match.route.upstreams, match.rest];
};

describe('a route', () => {
  test.each([
    ['/flask', '/'],
    ['/flask/', '/'],
    ['/flask/a', '/a'],
    ['/flask//a', '//a'],
    ['/flask/a%2Fb', '/a%2Fb'],
    ['/%66lask/a', '/a'],
  ])('has %s, and %s is passed on', (path, rest) => {
    expect(find(path, '/flask', '/fastapi')).toEqual(['/flask', rest]);
  });

  test.each([
    ['/flaskx'],
    ['/FLASK'],
    ['//flask'],
    ['/flask;v=1'],
    ['/flask%2fa'],
    ['/'],
    ['/fl'],
    ['/__proto__'],
  ])('has not %s', (path) => {
    expect(find(path, '/flask', '/fastapi')).toBeUndefined();
  });

  test('with the longest prefix wins', () => {
    expect(find('/api/v2/x', '/', '/api', '/api/v2')).toEqual(['/api/v2', '/x']);
    expect(find('/api/v3/x', '/', '/api', '/api/v2')).toEqual(['/api', '/v3/x']);
    expect(find('/other', '/', '/api', '/api/v2')).toEqual(['/', '/other']);
    expect(find('//api/v2', '/', '/api')).toEqual(['/', '//api/v2']);
  });
});
