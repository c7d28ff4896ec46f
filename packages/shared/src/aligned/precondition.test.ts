import { expect, test } from '@jest/globals';
import { isUnchanged } from './precondition.ts';

const ANY = { 'if-none-match': '*' };

test.each([
  ['GET', ANY, 200, true],
  ['HEAD', ANY, 200, true],
  ['POST', ANY, 200, false],
  ['GET', ANY, 503, false],
  ['GET', { 'if-none-match': '"x"' }, 200, false],
  ['GET', { 'if-modified-since': 'Thu, 01 Jan 2099 00:00:00 GMT' }, 200, false],
  ['GET', {}, 200, false],
])('%s with %j, otherwise %i: %s', (method, headers, status, unchanged) => {
  expect(isUnchanged({ method, headers }, status)).toBe(unchanged);
});
