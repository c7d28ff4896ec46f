import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { README } from '../src/readme.ts';

const PAGE = new URL('docs/faults.md', README);
const page = readFileSync(PAGE, 'utf8');
const SCENARIOS = new URL('../packages/bench/src/resilience/scenarios/', PAGE);

/** What a label of the page leads to: `[smuggling]: ../apps/…`. */
const files = new Map(
  Array.from(page.matchAll(/^\[([\w-]+)\]: (\S+)$/gmu), ([, label = '', path = '']) => [
    label,
    new URL(path, PAGE),
  ]),
);

/** The lines of the tables, without their heads. */
const rows = page
  .split('\n')
  .filter((line) => line.startsWith('| ') && !/^\| (?:fault or attack|-+) /u.test(line))
  .map((line) => line.split(/(?<!\\)\|/u).map((cell) => cell.trim()))
  .map(([, fault = '', answer = '', proof = '']) => ({ fault, answer, proof }));

/** What is named behind each label of a cell: tests in “quotes”, scenarios in `backticks`. */
function proofsOf(cell: string): { label: string; tests: string[]; scenarios: string[] }[] {
  return Array.from(cell.matchAll(/\[([\w-]+)\]([^[]*)/gu), ([, label = '', names = '']) => ({
    label,
    tests: Array.from(names.matchAll(/“([^”]+)”/gu), ([, name = '']) => name),
    scenarios: Array.from(names.matchAll(/`([^`]+)`/gu), ([, name = '']) => name),
  }));
}

const scenarios = new Set(
  readdirSync(SCENARIOS).flatMap((name) =>
    Array.from(
      readFileSync(new URL(name, SCENARIOS), 'utf8').matchAll(/\bname: '([\w-]+)',\n\s+purpose:/gu),
      ([, scenario = '']) => scenario,
    ),
  ),
);

describe('docs/faults.md', () => {
  it('has files that exist, each of which is named', () => {
    const missing = [...files].filter(([, url]) => !existsSync(url)).map(([label]) => label);
    const used = new Set(rows.flatMap(({ proof }) => proofsOf(proof).map(({ label }) => label)));
    expect({ missing, unused: [...files.keys()].filter((label) => !used.has(label)) }).toEqual({
      missing: [],
      unused: [],
    });
    expect(rows.length).toBeGreaterThan(80);
    expect(scenarios.size).toBeGreaterThan(20);
  });

  it.each(rows)('proves what it says of $fault', ({ answer, proof }) => {
    const proofs = proofsOf(proof);
    expect([answer === '', proofs.length]).toEqual([false, expect.any(Number)]);
    expect(proofs.length).toBeGreaterThan(0);
    for (const { label, tests, scenarios: named } of proofs) {
      const names = label === 'bench' ? named : tests;
      expect(names.length).toBeGreaterThan(0);
      const file = files.get(label);
      const text = file && label !== 'bench' ? readFileSync(file, 'utf8') : '';
      const exists = (name: string): boolean =>
        label === 'bench' ? scenarios.has(name) : text.includes(name);
      expect({ label, missing: names.filter((name) => !exists(name)) }).toEqual({ label, missing: [] });
    }
  });
});
