import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The root of the repository, where a reader types. */
export const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/** A command that ended with another code than 0; the message has all that it printed. */
class CommandError extends Error {
  readonly code = 'COMMAND_FAILED';

  constructor(command: string, status: number | string | null, output: string) {
    super(`${command}\nended with ${status}:\n${output}`);
    this.name = 'CommandError';
  }
}

/** Variables to set for one command. */
export type Variables = Readonly<Record<string, string>>;

/** How long a command may take unless it is known to take longer, in milliseconds. */
const PATIENCE = 90_000;

/**
 * Types a command line into a shell at the repository's root.
 *
 * @param patience how long it may take, in milliseconds; then everything it has started is killed
 * @returns what it printed on stdout, without the last line break
 * @throws {CommandError} when it, or any command of a pipe in it, fails
 */
export function sh(command: string, variables: Variables = {}, patience = PATIENCE): Promise<string> {
  return new Promise((resolve, reject) => {
    const shell = spawn('bash', ['-e', '-o', 'pipefail', '-c', command], {
      cwd: ROOT,
      env: { ...process.env, ...variables },
      stdio: ['ignore', 'pipe', 'pipe'],
      // A process group of its own, which can be ended as a whole.
      detached: true,
    });
    const timer = setTimeout(() => shell.pid && process.kill(-shell.pid, 'SIGKILL'), patience);
    let output = '';
    let everything = '';
    shell.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      everything += text;
    });
    shell.stderr.setEncoding('utf8').on('data', (text: string) => (everything += text));
    shell.on('error', reject);
    shell.on('close', (status, signal) => {
      clearTimeout(timer);
      if (status === 0) resolve(output.trimEnd());
      else reject(new CommandError(command, status ?? signal, everything));
    });
  });
}

/** The lines that a command prints. */
export async function lines(command: string, variables: Variables = {}): Promise<string[]> {
  const output = await sh(command, variables);
  return output === '' ? [] : output.split('\n');
}
