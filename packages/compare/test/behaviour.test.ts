import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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

const Pair = z.object({ left: z.string(), right: z.string(), differs: z.array(z.string()) });
const Aligned = z.object({ probes: z.array(z.object({ id: z.string(), pairs: z.array(Pair) })).min(1) });

function isTwinPair(left: string, right: string): boolean {
  return left.startsWith('express') && right.startsWith('fastify');
}

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

  it('finds nothing between the aligned twins, directly and through the gateway', () => {
    const twins = ['express-echo', 'fastify-echo'];
    const lanes = [...twins, ...twins.map((name) => `${name}+gateway`)].join(',');
    const file = join(folder, 'aligned.json');
    compare('--profile', 'aligned', '--lanes', lanes, '--json', file);
    const { probes } = Aligned.parse(JSON.parse(readFileSync(file, 'utf8')));
    const differing = probes.flatMap(({ id, pairs }) =>
      pairs
        .filter(({ left, right, differs }) => isTwinPair(left, right) && differs.length > 0)
        .map(({ left, right, differs }) => `${id}: ${left}, ${right}: ${differs.join(' ')}`),
    );
    expect(differing).toEqual([]);
  }, 120_000);

  it('finds nothing between express and fastify in the profile aligned, and takes no other measurement for a change', () => {
    const file = join(folder, 'recorded.json');
    const [get, parts] = ['GET /health HTTP/1.1\r\nHost: a.test\r\n\r\n', (latin1: string) => [{ latin1 }]];
    const probes = [
      { id: 'get-health', class: 'DIVERGENT', parts: parts(get) },
      { id: 'trailing-slash', class: 'DIVERGENT', parts: parts(get.replace('health', 'health/')) },
    ];
    writeFileSync(file, JSON.stringify({ probes }));
    const argv = ['--profile', 'aligned', '--lanes', 'express,fastify', '--probes', file];
    const { status, stdout } = compare(...argv);
    expect(stdout).toContain('express and fastify, 2 probes: 2 SAME');
    expect(status).toBe(0);
  }, 60_000);

  it('explains a malformed JSON body that it has never seen: the page, and the connection', () => {
    const file = join(folder, 'unseen.json');
    const fields = 'Host: a.test\r\nContent-Type: application/json\r\nContent-Length: 7\r\n';
    const latin1 = `POST /echo HTTP/1.1\r\n${fields}\r\n{"a":1,`;
    writeFileSync(file, JSON.stringify({ probes: [{ id: 'unseen', parts: [{ latin1 }] }] }));
    const { status, stdout } = compare('--probes', file, '--lanes', 'express,fastify');
    expect(stdout).not.toContain('unexplained');
    expect(status).toBe(0);
  }, 60_000);

  it('finds nothing between the aligned twins by mutation, either', () => {
    const { status, stderr } = compare('--profile', 'aligned', '--fuzz', '100', '--seed', '5');
    expect(stderr).toBe('seed 5: 100 mutants, 0 differences, 0 unexplained\n');
    expect(status).toBe(0);
  }, 120_000);
});
