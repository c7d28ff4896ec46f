import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, runToEnd, say } from './child.js';
import { SetupFailure } from './failure.js';

/** Runs `npm ci`, unless node_modules already is what package-lock.json says. */
export async function installDependencies() {
  if (isInstalled()) return;
  say('installing dependencies (npm ci) …');
  const started = performance.now();
  const code = await runNpm(['ci', '--no-audit', '--no-fund']);
  if (code !== 0) {
    throw new SetupFailure(
      `npm ci failed (exit code ${code}), see above. It needs the package registry: check the network, and behind a proxy ` +
        'set HTTPS_PROXY or `npm config set registry`. Then start again.',
    );
  }
  say(`installed in ${Math.round((performance.now() - started) / 1000)} s`);
}

/**
 * Whether everything in package-lock.json is installed, by what npm noted in node_modules at the end of its last run.
 * An optional package may be missing: it is for another platform.
 */
function isInstalled() {
  const wanted = readPackages('package-lock.json');
  const installed = readPackages(join('node_modules', '.package-lock.json'));
  if (!wanted || !installed) return false;
  return Object.entries(wanted).every(([path, { version, optional }]) => {
    const found = installed[path];
    if (!path.includes('node_modules/')) return true;
    return found ? found.version === version : optional === true;
  });
}

function readPackages(file) {
  try {
    return JSON.parse(readFileSync(join(ROOT, file), 'utf8')).packages;
  } catch {
    return undefined;
  }
}

/** Runs npm: the one that started this process, or else the one on the PATH (which is a batch file on Windows). */
function runNpm(args) {
  const started = process.env.npm_execpath;
  if (started?.endsWith('npm-cli.js')) return runToEnd([process.execPath, started, ...args]);
  if (process.platform === 'win32') return runToEnd([`npm ${args.join(' ')}`], { shell: true });
  return runToEnd(['npm', ...args]);
}
