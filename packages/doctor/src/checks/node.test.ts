import { expect, it } from '@jest/globals';
import { checkNode } from './node.ts';

it.each([
  ['v18.20.0', 'problem'],
  ['v20.18.3', 'problem'],
  ['v20.19.0', 'ok'],
  ['v26.10.0', 'ok'],
])('Node %s: %s', (version, status) => {
  expect(checkNode(version)).toMatchObject({ status, subject: 'Node' });
});

it('an old one is mended by another one', () => {
  expect(checkNode('v18.20.0').command).toContain('nvm install');
});
