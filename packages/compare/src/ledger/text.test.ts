import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { LEDGER_FOLDER, readLedger } from './ledger.ts';
import { ledgerText } from './text.ts';

describe('the ledger as a file', () => {
  it('is written as it was read, so that only what moved changes', () => {
    const file = readFileSync(join(LEDGER_FOLDER, 'expected.json'), 'utf8');
    expect(ledgerText(readLedger(LEDGER_FOLDER).expectations)).toBe(file);
  });
});
