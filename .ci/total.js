#!/usr/bin/env node
/**
 * Names the tests that failed in the Jest results in a folder, and ends with `N passed, N failed`:
 * `node .ci/total.js <folder> <failed stages>`.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

const LINES_OF_A_FAILURE = 40;
const CHARACTERS_OF_A_LINE = 200;

const [folder, failedStages] = process.argv.slice(2);
const runs = readdirSync(folder).map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')));
const sum = (count) => runs.reduce((total, run) => total + count(run), 0);
const passed = sum((run) => run.numPassedTests);
// A file that could not even be loaded has no tests, but it has failed.
const failed = sum((run) => run.numFailedTests + run.numRuntimeErrorTestSuites);

for (const file of runs.flatMap((run) => run.testResults).filter(({ status }) => status === 'failed')) {
  console.log(`\n== ${relative(process.cwd(), file.name)}`);
  for (const line of file.message.split('\n').slice(0, LINES_OF_A_FAILURE)) {
    console.log(line.slice(0, CHARACTERS_OF_A_LINE));
  }
}

// A stage can fail without a test: the linter, the types, the build of an image.
console.log(`${passed} passed, ${Math.max(failed, Number(failedStages))} failed`);
