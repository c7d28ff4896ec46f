import { expect, it } from '@jest/globals';
import { Fault } from './fault.ts';
import { checkUpdate } from './ledger-update.ts';
import { readOptions } from './options.ts';

it.each([
  [['--lanes', 'fastify,express']],
  [['--lanes', 'express-echo,fastify-echo']],
  [['--profile', 'aligned']],
  [['--fuzz', '5']],
  [['--with', 'fastify@5.0.0']],
  [['--probes', 'some.json']],
  [['--target', 'a=http://a.test', '--target', 'b=http://b.test']],
])('--update does not put down what %j measures', (argv) => {
  const { options } = readOptions(['behaviour', '--update', ...argv]);
  expect(() => {
    checkUpdate(options);
  }).toThrow(Fault);
});

it('--update is for the built-in probes on Express and Fastify', () => {
  const { options } = readOptions(['behaviour', '--update']);
  expect(() => {
    checkUpdate(options);
  }).not.toThrow();
});
