import { expect, test } from '@jest/globals';
import { EchoEnvironment } from '../echo/environment.ts';
import { usage } from './usage.ts';

test('lists every variable with what it is for, what it accepts and its default', () => {
  const text = usage('express-echo', EchoEnvironment);
  for (const name of Object.keys(EchoEnvironment.shape))
    expect(text).toMatch(new RegExp(`^ {2}${name} +\\S.*: \\S.* \\[.+\\]$`, 'mu'));
  expect(text).toContain('express-echo takes no arguments but --help');
});
