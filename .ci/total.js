#!/usr/bin/env node
/** Sums the Jest results in a folder and prints `N passed, N failed`: `node .ci/total.js <folder> <failed stages>`. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const [folder, failedStages] = process.argv.slice(2);
const runs = readdirSync(folder).map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')));
const sum = (count) => runs.reduce((total, run) => total + count(run), 0);
const passed = sum((run) => run.numPassedTests);
// A file that could not even be loaded has no tests, but it has failed.
const failed = sum((run) => run.numFailedTests + run.numRuntimeErrorTestSuites);
// A stage can fail without a test: the linter, the types, the build of an image.
console.log(`${passed} passed, ${Math.max(failed, Number(failedStages))} failed`);
