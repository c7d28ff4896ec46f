import { expect, test } from '@jest/globals';
import { align } from './alignment.ts';

const rows = (left: string, right: string) =>
  align(
    left.split('').map((text) => ({ text, key: text })),
    right.split('').map((text) => ({ text, key: text })),
  ).map(([one, other]) => `${one?.text ?? ' '}${other?.text ?? ' '}`);

test.each([
  ['', '', []],
  ['abc', 'abc', ['aa', 'bb', 'cc']],
  ['', 'ab', [' a', ' b']],
  ['ac', 'abc', ['aa', ' b', 'cc']],
  ['axc', 'abyc', ['aa', 'xb', ' y', 'cc']],
  ['xab', 'ab', ['x ', 'aa', 'bb']],
])('%j beside %j', (left, right, expected) => {
  expect(rows(left, right)).toEqual(expected);
});
