#!/usr/bin/env node
/**
 * Runs Jest with what native ESM needs, the same on every shell: `run-jest [jest options]`. When TEST_RESULTS names a
 * folder, the results are also written there, one JSON file a run.
 */
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';

const jest = createRequire(import.meta.url).resolve('jest/bin/jest');
const flags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
const env = {
  ...process.env,
  NODE_OPTIONS: [process.env['NODE_OPTIONS'], ...flags].filter(Boolean).join(' '),
};
const folder = process.env['TEST_RESULTS'];
const file = folder && join(folder, `${basename(process.cwd())}-${process.pid}.json`);
const report = file ? ['--json', `--outputFile=${file}`] : [];
const { status } = spawnSync(process.execPath, [jest, ...report, ...process.argv.slice(2)], {
  stdio: ['inherit', report.length > 0 ? 'ignore' : 'inherit', 'inherit'],
  env,
});
process.exit(status ?? 1);
