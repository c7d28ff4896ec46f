import { beforeEach, describe, expect, it } from '@jest/globals';
import { Children } from '../processes/children.ts';
import { runProgram } from './program.ts';

describe('the program', () => {
  let out = '';
  let err = '';
  const run = (...args: string[]): Promise<number> =>
    runProgram(args, new Children(), { out: (text) => (out += text), err: (text) => (err += text) });

  beforeEach(() => {
    out = '';
    err = '';
  });

  it('explains itself with --help and exits 0', async () => {
    expect(await run('--help')).toBe(0);
    expect(out).toContain('npm run bench -- <benchmark>');
    expect(out).toContain('twins');
  });

  it('lists the parts of a benchmark', async () => {
    expect(await run('gateway', '--list')).toBe(0);
    expect(out).toMatch(/^cost .+\nlatency .+\nmemory .+\ngarbage .+\n$/u);
  });

  it.each([[[]], [['nothing']], [['twins', '--rounds', '0']], [['twins', '--only', 'speed']]])(
    'exits 2 for %j and says why',
    async (args) => {
      expect(await run(...args)).toBe(2);
      expect(err).toMatch(/^bench: /u);
      expect(out).toBe('');
    },
  );
});
