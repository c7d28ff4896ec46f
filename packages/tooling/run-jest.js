#!/usr/bin/env node
/** Runs Jest with what native ESM needs, the same on every shell: `run-jest [jest options]`. */
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';

const jest = createRequire(import.meta.url).resolve('jest/bin/jest');
const flags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
const env = {
  ...process.env,
  NODE_OPTIONS: [process.env['NODE_OPTIONS'], ...flags].filter(Boolean).join(' '),
};
const { status } = spawnSync(process.execPath, [jest, ...process.argv.slice(2)], { stdio: 'inherit', env });
process.exit(status ?? 1);
