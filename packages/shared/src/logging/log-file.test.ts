import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { joined, openLogFile } from './log-file.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'log-file-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const read = (name: string): string => readFileSync(join(folder, name), 'utf8');

test('lines are added to a file that is there', async () => {
  for (const line of ['one\n', 'two\n']) {
    const file = openLogFile(join(folder, 'a.log'));
    file.write(line);
    await file.flush();
  }
  expect(read('a.log')).toBe('one\ntwo\n');
});

test('a file that is full is put aside, and no line is lost or cut', async () => {
  const path = join(folder, 'a.log');
  const file = openLogFile(path, 1000);
  const lines: string[] = [];
  for (let number = 0; number < 15; number += 1) {
    const line = `${number} ${'x'.repeat(97)}\n`;
    lines.push(line);
    file.write(line);
    await file.flush();
  }
  expect(existsSync(`${path}.1`)).toBe(true);
  expect(read('a.log.1') + read('a.log')).toBe(lines.join(''));
  expect(read('a.log.1').length).toBeLessThanOrEqual(1000);
});

test('many lines at once survive rotations', async () => {
  const file = openLogFile(join(folder, 'a.log'), 100_000);
  for (let number = 0; number < 2500; number += 1) file.write(`${String(number).padStart(49)}\n`);
  await file.flush();
  const kept = (read('a.log.1') + read('a.log')).trimEnd().split('\n').map(Number);
  const first = kept[0] ?? 0;
  expect(kept).toEqual(Array.from({ length: 2500 - first }, (_, index) => first + index));
});

test('joined streams all get what is written', async () => {
  const streams = ['a', 'b'].map((name) => openLogFile(join(folder, name)));
  const stream = joined(streams);
  stream.write('line\n');
  await stream.flush();
  expect([read('a'), read('b')]).toEqual(['line\n', 'line\n']);
});
