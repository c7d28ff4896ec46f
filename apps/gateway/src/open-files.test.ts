import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { onCleanup } from '../test/support/cleanup.ts';
import { mostConnections } from './open-files.ts';

test.each([
  ['Max open files            1024                 524288               files', 480],
  ['Max open files            50                   50                   files', 1],
  ['Max open files            unlimited            unlimited            files', Infinity],
  ['nothing of the kind', Infinity],
])('%j leaves room for %d clients', (line, expected) => {
  const folder = mkdtempSync(join(tmpdir(), 'gateway-'));
  onCleanup(() => rmSync(folder, { recursive: true }));
  const path = join(folder, 'limits');
  writeFileSync(path, `Limit Soft Limit Hard Limit Units\n${line}\nMax locked memory 1 2 bytes\n`);
  expect(mostConnections(path)).toBe(expected);
});

test('where nothing says so there is no bound', () => {
  expect(mostConnections('/nowhere/limits')).toBe(Infinity);
});
