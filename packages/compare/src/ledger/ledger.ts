import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { PACKAGE_ROOT } from '../lanes/package-root.ts';
import { Cause } from './cause.ts';
import { Expectations } from './expectation.ts';

/** What is known of the differences between Express and Fastify. */
export interface Ledger {
  readonly causes: readonly Cause[];
  readonly expectations: Expectations;
}

/** Where this package keeps it. */
export const LEDGER_FOLDER = join(PACKAGE_ROOT, 'ledger');

/** Reads the ledger of a folder: `causes/*.json`, in the order of their names, and `expected.json`. */
export function readLedger(folder: string): Ledger {
  const files = readdirSync(join(folder, 'causes')).toSorted();
  const causes = files.flatMap((file) => z.array(Cause).parse(readJson(join(folder, 'causes', file))));
  return { causes, expectations: Expectations.parse(readJson(join(folder, 'expected.json'))) };
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8'));
}
