import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { README } from '../src/readme.ts';
import { parseCurl } from './curl.ts';
import { commandsOf, type Fence, readFences } from './fences.ts';
import { type Started, startAll } from './launcher.ts';
import { shapeOf, textShape } from './shape.ts';

jest.setTimeout(60_000);

const fences = readFences(readFileSync(README, 'utf8'));
const blocks = fences
  .map((fence, index) => ({ fence, output: fences[index + 1] }))
  .filter(({ fence }) => fence.mark === 'run: npm start');

let started: Started;
beforeAll(async () => {
  started = await startAll();
});
afterAll(() => started.stop());

/** Runs a command of the README; answers what it prints. */
async function run(command: string): Promise<string> {
  const here = command.replaceAll(/(?:http:\/\/)?localhost:8080/gu, started.origin);
  if (command.startsWith('curl ')) {
    const { url, init } = parseCurl(here);
    const response = await fetch(url, init);
    return response.text();
  }
  const [, workspace = '', args = ''] = /^npm run ([\w-]+) -- (.+)$/u.exec(here) ?? [];
  const main = fileURLToPath(new URL(`../../${workspace}/dist/main.js`, import.meta.url));
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...args.split(' ')], {
    encoding: 'utf8',
  });
  expect({ command, status, stderr }).toEqual({ command, status: 0, stderr: '' });
  return stdout;
}

function expectOutput({ language, text }: Fence, printed: readonly string[]): void {
  if (language === 'text') expect(textShape(printed.join(''))).toBe(textShape(text));
  else expect(printed.map(readShape)).toEqual(text.trim().split('\n').map(readShape));
}

function readShape(line: string): unknown {
  const value: unknown = JSON.parse(line);
  return shapeOf(value);
}

describe.each(blocks)('the commands in line $fence.line of the README', ({ fence, output }) => {
  const commands = commandsOf(fence).filter((command) => command !== 'npm start');
  // A block of commands may be followed by a block with what they print.
  const shown = output && output.language !== 'sh' ? output : undefined;

  it.each([commands])(shown ? 'print what stands below them' : 'work', async (...all) => {
    const printed: string[] = [];
    for (const command of all) printed.push(await run(command));
    if (shown) expectOutput(shown, printed);
  });
});
