import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { PACKAGE_ROOT } from '../src/lanes/package-root.ts';
import { variants } from './variants.ts';

const folder = mkdtempSync(join(tmpdir(), 'variants-'));
const probes = join(folder, 'probes.json');
writeFileSync(probes, JSON.stringify({ probes: variants() }));
afterAll(() => rmSync(folder, { recursive: true }));

const Pair = z.object({ left: z.string(), right: z.string(), class: z.string() });
const Entry = z.object({ request: z.string(), standing: z.string(), pairs: z.array(Pair) });
const Report = z.object({ probes: z.array(Entry).min(300) });

function compare(...argv: string[]) {
  const [command, json] = [join(PACKAGE_ROOT, 'bin', 'compare.js'), join(folder, 'report.json')];
  const all = [command, 'behaviour', '--probes', probes, '--json', json, ...argv];
  const { status } = spawnSync(process.execPath, all, { maxBuffer: 50_000_000 });
  return { status, ...Report.parse(JSON.parse(readFileSync(json, 'utf8'))) };
}

describe('requests that nobody has looked at one by one', () => {
  it('get the same answer from both aligned twins, directly and through the gateway', () => {
    const lanes = ['express-echo', 'fastify-echo', 'express-echo+gateway', 'fastify-echo+gateway'];
    const found = compare('--profile', 'aligned', '--lanes', lanes.join(','));
    const apart = found.probes.flatMap(({ request, pairs }) =>
      pairs
        .filter(
          ({ left, right, class: name }) =>
            left.startsWith('express') && right.startsWith('fastify') && name !== 'SAME',
        )
        .map(({ left, right, class: name }) => `${name}: ${left}, ${right}: ${request}`),
    );
    expect(apart).toEqual([]);
  }, 180_000);

  it('show no difference between Express and Fastify that the ledger does not explain', () => {
    const found = compare('--lanes', 'express,fastify');
    const unexplained = found.probes.filter(({ standing }) => standing === 'unexplained');
    expect(unexplained.map(({ request }) => request)).toEqual([]);
    expect(found.status).toBe(0);
  }, 180_000);
});
