import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { openLogStream } from './log-stream.ts';

let folder: string;
let file: string;
let fd: number;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'log-stream-'));
  file = join(folder, 'log');
  fd = openSync(file, 'a');
});
afterEach(() => {
  closeSync(fd);
  rmSync(folder, { recursive: true });
});

test('flushes what is buffered', async () => {
  const stream = openLogStream(fd);
  stream.write('last words\n');
  expect(readFileSync(file, 'utf8')).toBe('');
  await stream.flush();
  expect(readFileSync(file, 'utf8')).toBe('last words\n');
});

test('flushes what came while a batch was being written', async () => {
  const stream = openLogStream(fd);
  const batch = `${'x'.repeat(70_000)}\n`;
  stream.write(batch);
  stream.write('last words\n');
  await stream.flush();
  expect(readFileSync(file, 'utf8')).toBe(`${batch}last words\n`);
});

test('writes a line at the latest after a moment, whether more come or not', async () => {
  const stream = openLogStream(fd);
  stream.write('alone\n');
  while (readFileSync(file, 'utf8') === '') await new Promise((resolve) => setTimeout(resolve, 10));
  expect(readFileSync(file, 'utf8')).toBe('alone\n');
});

test('goes on, in silence, when the other side has closed', async () => {
  const reading = openSync(file, 'r');
  const stream = openLogStream(reading);
  stream.write('nobody\n');
  await stream.flush();
  stream.write('hears this\n');
  await stream.flush();
  closeSync(reading);
  expect(readFileSync(file, 'utf8')).toBe('');
});
