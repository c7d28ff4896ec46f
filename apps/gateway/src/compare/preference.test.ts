import { expect, test } from '@jest/globals';
import { preferred } from './preference.ts';

test.each([
  [undefined, 'text'],
  ['*/*', 'text'],
  ['', 'text'],
  ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', 'text'],
  ['image/png', 'text'],
  ['application/json', 'json'],
  ['APPLICATION/JSON', 'json'],
  ['application/*', 'json'],
  ['application/json, */*', 'json'],
  ['application/json, text/plain, */*', 'json'],
  ['text/plain, application/json', 'text'],
  ['text/plain;q=0.5, application/json;q=0.9', 'json'],
  ['text/plain;q=0.9, application/json;q=0.5', 'text'],
  ['application/json;q=0.5, */*', 'text'],
  ['application/json;q=0, */*;q=0.1', 'text'],
  ['text/*;q=0.1, application/json ; q=0.2', 'json'],
  ['application/json;q=high', 'text'],
] as const)('Accept: %s is answered with %s', (accept, representation) => {
  expect(preferred(accept)).toBe(representation);
});
