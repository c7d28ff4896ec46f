import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { PACKAGE_ROOT } from '../src/lanes/package-root.ts';

const COMMAND = join(PACKAGE_ROOT, 'bin', 'compare.js');
const HAS_WRK = spawnSync('wrk', ['--version'], { stdio: 'ignore' }).error === undefined;
const CHECKS = [
  'a server that always takes 100 ms',
  "Little's law",
  'a server that stands still for 1 s of every 10',
  ...(HAS_WRK ? ['throughput beside wrk'] : []),
  '3 runs of a server beside itself',
  'a server that burns',
];

describe('compare load --self-check', () => {
  // A busy machine may make it refuse a measurement; it must never make it say something wrong.
  it('measures real servers as what they are, or refuses to', () => {
    const { stdout, stderr, status } = spawnSync(process.execPath, [COMMAND, 'load', '--self-check'], {
      encoding: 'utf8',
    });
    const lines = stdout.trim().split('\n');
    expect({ lines, stderr }).toEqual({
      lines: CHECKS.map((name) => expect.stringContaining(name)),
      stderr: expect.stringMatching(/^(?:compare: .*\n)*$/u),
    });
    expect(lines.filter((line) => !/^(?:right|invalid) {2,}/u.test(line))).toEqual([]);
    expect(status).toBe(lines.every((line) => line.startsWith('right')) ? 0 : 1);
  }, 600_000);
});
