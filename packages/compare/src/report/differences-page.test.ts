import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { ownProbeFiles, loadAll } from '../cli/own-probes.ts';
import { LEDGER_FOLDER, readLedger } from '../ledger/ledger.ts';
import { REPOSITORY_ROOT } from '../lanes/package-root.ts';
import { differencesPage } from './differences-page.ts';

const ledger = readLedger(LEDGER_FOLDER);
const { probes } = loadAll(ownProbeFiles());
const ids = probes.map(({ id }) => id);

describe('the ledger', () => {
  it('is what docs/differences.md shows: npm run compare -- behaviour --update writes it', () => {
    expect(readFileSync(join(REPOSITORY_ROOT, 'docs', 'differences.md'), 'utf8')).toBe(
      differencesPage(ledger),
    );
  });

  it('explains probes that exist, each by one entry', () => {
    const explained = ledger.causes.flatMap((cause) => cause.probes);
    expect(explained.filter((id) => !ids.includes(id))).toEqual([]);
    expect(explained).toHaveLength(new Set(explained).size);
  });

  it('expects something of every probe, and of no other', () => {
    const expected = Object.keys(ledger.expectations.probes).map((key) => key.replace(/[@+].*/u, ''));
    expect(new Set(expected)).toEqual(new Set(ids));
  });

  it('knows the cause of everything that differs', () => {
    const entries = Object.entries(ledger.expectations.probes);
    const unexplained = entries.filter(
      ([, { class: name, cause }]) => name !== 'SAME' && cause === undefined,
    );
    expect(unexplained).toEqual([]);
  });
});
