import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The repository's root folder. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Turbo reports use of itself to its makers unless told otherwise. */
const QUIET_TOOLS = { TURBO_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1' };

/** Says something to the person; on stderr, because stdout belongs to the command that runs after the setup. */
export function say(text) {
  process.stderr.write(`[setup] ${text}\n`);
}

/** Runs a command in the root folder to its end; answers its exit code. `onOutput` gets stdout and stderr as text. */
export function runToEnd([command, ...args], { onOutput, ...options } = {}) {
  const stdio = onOutput ? ['ignore', 'pipe', 'pipe'] : ['ignore', process.stderr, process.stderr];
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: ROOT,
      env: { ...process.env, ...QUIET_TOOLS },
      stdio,
      ...options,
    });
    for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', onOutput);
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
}
