import './node-version.js';
import { build } from './build.js';
import { say } from './child.js';
import { installDependencies } from './dependencies.js';
import { SetupFailure } from './failure.js';

/**
 * Makes a clone ready to run: dependencies installed, the named workspaces (or all) built. Quick and silent when nothing
 * is to do. Answers whether it worked; when it did not, the reason has been printed and the exit code is set.
 */
export async function prepare(...workspaces) {
  try {
    await installDependencies();
    await build(workspaces);
    return true;
  } catch (error) {
    if (!(error instanceof SetupFailure)) throw error;
    say(error.message);
    process.exitCode = 1;
    return false;
  }
}
