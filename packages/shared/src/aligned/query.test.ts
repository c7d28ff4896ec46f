import { expect, test } from '@jest/globals';
import { readQuery, searchOf } from './query.ts';

test.each([
  ['', {}],
  ['a=1&b=%32&c=+', { a: '1', b: '2', c: ' ' }],
  ['a=1&a=2', { a: ['1', '2'] }],
  ['a=%zz&b=%ff', { a: '%zz', b: '\uFFFD' }],
  ['a', { a: '' }],
  ['a[]=1', { 'a[]': '1' }],
])('the query %j', (search, expected) => {
  expect(readQuery(search)).toEqual(expected);
});

test('a query names nothing that every object has', () => {
  const query = readQuery('__proto__=1');
  expect(Object.getPrototypeOf(query)).toBe(Object.prototype);
  expect(Object.keys(query)).toEqual(['__proto__']);
});

test.each([
  ['/echoes', ''],
  ['/echoes?', ''],
  ['/echoes?a=1?b', 'a=1?b'],
  ['http://a.test?x', 'x'],
])('the target %s has the query %j', (target, search) => {
  expect(searchOf(target)).toBe(search);
});
