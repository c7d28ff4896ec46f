import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { findConfig, readConfig } from '../src/config/load.ts';
import { configReference } from '../src/config/reference.ts';

const PAGE = new URL('../../../docs/gateway.md', import.meta.url);
const BEGIN = '<!-- settings: generated from the schema -->';
const END = '<!-- end of settings -->';

function current(page: string): string {
  const [before = '', rest = ''] = page.split(BEGIN, 2);
  const after = rest.split(END, 2)[1] ?? '';
  return `${before}${BEGIN}\n\n${configReference()}\n\n${END}${after}`;
}

/** The settings without the padding that the formatter gives a table. */
const squeeze = (page: string): string => page.replaceAll(/ +/gu, ' ').replaceAll(/-{3,}/gu, '---');

test('the reference of the configuration is current; UPDATE_REFERENCE=1 npm test -w apps/gateway makes it so', () => {
  const page = readFileSync(PAGE, 'utf8');
  if (process.env['UPDATE_REFERENCE'] !== undefined) writeFileSync(PAGE, current(page));
  expect(squeeze(readFileSync(PAGE, 'utf8'))).toBe(squeeze(current(page)));
});

test('the example in the reference can be used', () => {
  const example = /```yaml\n([^]*?)```/u.exec(readFileSync(PAGE, 'utf8'))?.[1] ?? '';
  const upstreams = { EXPRESS_UPSTREAM: 'http://a:1', FASTIFY_UPSTREAM: 'http://b:1' };
  const { pools, routes } = readConfig({ source: 'docs/gateway.md', text: example }, upstreams);
  expect([pools.single.size, pools.groups.size, routes.length]).toEqual([2, 1, 3]);
  expect(findConfig('default').text).toContain('routes:');
});
