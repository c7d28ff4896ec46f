import { describe, expect, test } from '@jest/globals';
import { startGateway } from '../../test/support/gateway.ts';
import { startUpstream } from '../../test/support/upstream.ts';
import { rewriteLocation } from './location.ts';

const names = [
  { host: '10.0.0.3', port: 8080 },
  { hostname: 'twin', port: 8080 },
  { host: 'fd00::3', port: 80 },
];
const rewritten = (location: string, prefix = '/flask'): string | undefined => {
  const fields = ['X-A', 'http://twin:8080/', 'Location', location];
  rewriteLocation(fields, { names, prefix });
  expect(fields[1]).toBe('http://twin:8080/');
  return fields[3];
};

describe('a Location that names the replica', () => {
  test.each([
    ['http://10.0.0.3:8080/a?b#c', '/flask/a?b#c'],
    ['http://twin:8080', '/flask/'],
    ['http://TWIN:8080?x', '/flask/?x'],
    ['http://[fd00::3]/a', '/flask/a'],
    ['http://[fd00::3]:80/a', '/flask/a'],
    ['//10.0.0.3:8080/a?b', '/flask/a?b'],
    ['//twin:8080', '/flask/'],
  ])('%s leads through the gateway: %s', (location, expected) => {
    expect(rewritten(location)).toBe(expected);
  });

  test('never becomes another host', () => {
    expect(rewritten('http://twin:8080//evil.test/', '')).toBe('/evil.test/');
  });
});

test.each([
  '/a',
  'a',
  '',
  'http://10.0.0.3/',
  'http://10.0.0.4:8080/',
  '//evil.test/',
  'https://twin:8080/',
  'http://twin/',
])('any other Location passes as it is: %j', (location) => expect(rewritten(location)).toBe(location));

test.each([
  [302, '/flask/next'],
  [201, '/flask/next'],
  [200, undefined],
])('an answer %i', async (status, expected) => {
  const upstream = await startUpstream((_request, response) => {
    response.writeHead(status, { location: `${upstream.url}/next` }).end();
  });
  const { url } = await startGateway({ express: upstream.url });
  const response = await fetch(`${url}/flask/x`, { redirect: 'manual' });
  expect(response.headers.get('location')).toBe(expected ?? `${upstream.url}/next`);
});

describe('behind a trusted proxy that took a part of the path off', () => {
  const ask = async (claim: string, trust = 'loopback') => {
    const upstream = await startUpstream((_request, response) => {
      response.writeHead(302, { location: `${upstream.url}/in` }).end();
    });
    const config = `
pools: { twin: { upstream: '${upstream.url}', sticky: { by: cookie } } }
routes: [{ prefix: /app, pool: twin }]
`;
    const { url } = await startGateway({ config, trust });
    const headers = { 'x-forwarded-prefix': claim };
    const response = await fetch(`${url}/app/`, { headers, redirect: 'manual' });
    return [
      response.headers.get('location'),
      /Path=([^;]*)/u.exec(response.headers.getSetCookie()[0] ?? '')?.[1],
    ];
  };

  test.each([
    ['/edge', '/edge/app'],
    ['/edge/', '/edge/app'],
    ['/a; Domain=evil.test', '/app'],
    ['//evil.test', '/evil.test/app'],
    ['edge', '/app'],
  ])('that counts for Location and for the cookie of the pool: %s', async (claim, prefix) => {
    expect(await ask(claim)).toEqual([`${prefix}/in`, prefix]);
  });

  test('nobody else’s word counts', async () => {
    expect(await ask('/edge', 'none')).toEqual(['/app/in', '/app']);
  });
});
