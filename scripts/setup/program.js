import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from './child.js';

/** Runs a built workspace in this very process, so that signals, stdio and the exit code are its own. */
export async function runProgram(workspace, args) {
  const main = join(ROOT, 'packages', workspace, 'dist', 'main.js');
  process.argv = [process.execPath, main, ...args];
  await import(pathToFileURL(main).href);
}
