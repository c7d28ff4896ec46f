import { expect, it } from '@jest/globals';
import { readOptions } from './options.ts';

it.each([
  [['--seed', '1'], '--seed: only --fuzz N has a use for it'],
  [['--fuzz', '5', '--seed', '-1'], "Option '--seed' argument is ambiguous; see --help"],
  [['--fuzz', '0'], '--fuzz: give a whole number from 1 on'],
  [['--nope'], "Unknown option '--nope'; see --help"],
])('%j is told in one line', (argv, told) => {
  expect(() => readOptions(['behaviour', ...argv])).toThrow(told);
});
