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
  ])('%s leads through the gateway: %s', (location, expected) => {
    expect(rewritten(location)).toBe(expected);
  });

  test('never becomes another host', () => {
    expect(rewritten('http://twin:8080//evil.test/', '')).toBe('/evil.test/');
  });
});

test.each(['/a', 'a', '', 'http://10.0.0.3/', 'http://10.0.0.4:8080/', 'https://twin:8080/', 'http://twin/'])(
  'any other Location passes as it is: %j',
  (location) => expect(rewritten(location)).toBe(location),
);

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
