import { type Command, CORES, pinned } from '../machine/cores.ts';
import type { Children } from '../processes/children.ts';

/**
 * Runs a load generator to its end on the core of the load; answers what it wrote on stdout.
 *
 * @throws {Error} when it cannot be run or fails, with what it wrote on stderr
 */
export function outputOf(children: Children, command: Command): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = children.spawn(pinned(command, CORES.load), { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    let complaint = '';
    child.stdout?.on('data', (chunk: Buffer) => (output += String(chunk)));
    child.stderr?.on('data', (chunk: Buffer) => (complaint += String(chunk)));
    child.once('error', reject);
    child.once('close', (code, signal) => {
      if (code === 0) resolve(output);
      else reject(new Error(`${command.command} ended with ${String(signal ?? code)}: ${complaint}`));
    });
  });
}
