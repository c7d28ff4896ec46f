import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { PACKAGE_ROOT } from '../src/lanes/package-root.ts';

const COMMAND = join(PACKAGE_ROOT, 'bin', 'compare.js');
const folder = mkdtempSync(join(tmpdir(), 'behaviour-'));
afterAll(() => rmSync(folder, { recursive: true }));

const Told = z.object({
  flaky: z.array(z.string()),
  probes: z.array(z.object({ id: z.string(), standing: z.string(), change: z.string().optional() })),
});

function compare(...argv: string[]) {
  const options = { encoding: 'utf8', maxBuffer: 50_000_000 } as const;
  return spawnSync(process.execPath, [COMMAND, 'behaviour', ...argv], options);
}

describe('compare behaviour', () => {
  it('knows every difference between Express and Fastify: no probe is unexplained or has changed', () => {
    const file = join(folder, 'all.json');
    const { status } = compare('--json', file);
    const { probes, flaky } = Told.parse(JSON.parse(readFileSync(file, 'utf8')));
    expect(probes.filter(({ standing }) => standing === 'changed' || standing === 'unexplained')).toEqual([]);
    expect(flaky).toEqual([]);
    expect(probes.length).toBeGreaterThanOrEqual(250);
    expect(status).toBe(0);
  }, 120_000);

  it('says the same twice, byte for byte', () => {
    const first = compare('--filter', 'query', '--json');
    const second = compare('--filter', 'query', '--json');
    expect(first.status).toBe(0);
    expect(second.stdout).toBe(first.stdout);
  }, 60_000);
});
