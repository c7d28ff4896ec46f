import { fileURLToPath } from 'node:url';
import { runToEnd, say } from './child.js';
import { SetupFailure } from './failure.js';

/**
 * Builds workspaces and what they depend on; turbo skips what has not changed, and then nothing is said.
 * Without names everything is built.
 */
export async function build(workspaces) {
  const filters = workspaces.map((name) => `--filter=@echo-twins/${name}`);
  let output = '';
  const code = await runTurbo(['run', 'build', '--output-logs=new-only', ...filters], (text) => {
    for (const [, name] of text.matchAll(/@echo-twins\/(\S+):build: cache (?:miss|bypass)/gu))
      say(`building ${name} …`);
    output += text;
  });
  if (code === 0) return;
  process.stderr.write(output);
  throw new SetupFailure(`the build failed (exit code ${code}), see above.`);
}

/** Runs turbo, which is installed by now; answers its exit code. */
export function runTurbo(args, onOutput) {
  const turbo = fileURLToPath(import.meta.resolve('turbo/bin/turbo'));
  return runToEnd([process.execPath, turbo, ...args], onOutput ? { onOutput } : { stdio: 'inherit' });
}
