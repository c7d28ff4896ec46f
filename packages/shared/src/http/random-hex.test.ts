import { expect, test } from '@jest/globals';
import { randomHex } from './random-hex.ts';

test('has the length asked for, in lower-case digits', () => {
  expect(randomHex(8)).toMatch(/^[\da-f]{16}$/u);
  expect(randomHex(16)).toMatch(/^[\da-f]{32}$/u);
});

test('never repeats itself, also when the pool is filled again', () => {
  const many = Array.from({ length: 5000 }, (_each, n) => randomHex(n % 2 === 0 ? 8 : 16).slice(0, 16));
  expect(new Set(many).size).toBe(many.length);
});
