import type { Expectations } from './expectation.ts';

/** Expectations as `ledger/expected.json` has them: a list of words on one line, so that a change is one line, too. */
export function ledgerText(expectations: Expectations): string {
  const text = JSON.stringify(expectations, null, 2);
  return `${text.replaceAll(/\[\s+("[\w-]+"(?:,\s+"[\w-]+")*)\s+\]/gu, (_, list: string) => `[${list.replaceAll(/,\s+/gu, ', ')}]`)}\n`;
}
