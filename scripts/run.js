#!/usr/bin/env node
/** Runs a tool of this repository, set up first where that is needed: `node scripts/run.js <workspace> [arguments]`. */
import { prepare } from './setup/prepare.js';
import { runProgram } from './setup/program.js';

const [workspace, ...args] = process.argv.slice(2);
if (!workspace) {
  console.error('usage: node scripts/run.js <workspace of packages/> [arguments]');
  process.exitCode = 2;
} else if (await prepare(workspace)) {
  await runProgram(workspace, args);
}
