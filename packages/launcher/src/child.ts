import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import type { Program } from './programs.ts';

/** How a child process ended. */
export interface Ending {
  /** The exit code; 1 where there is none, because a signal ended the process. */
  readonly code: number;
  /** For people: `exit code 1`, `signal SIGKILL`. */
  readonly reason: string;
}

/** A running program. */
export interface Child {
  readonly name: string;
  /** Resolves when the process is gone and its last line has been printed. */
  readonly ended: Promise<Ending>;
  /** Asks it to stop; it finishes what is in flight. */
  stop(): void;
  /** Ends it at once. */
  kill(): void;
}

const LEASH = new URL('../dist/leash.js', import.meta.url).href;

/**
 * Starts a program in a process group of its own: a terminal's Ctrl-C reaches the launcher alone, which then stops its
 * children in order. `print` gets each line of output.
 */
export function startChild(program: Program, print: (line: string) => void): Child {
  const child = spawn(process.execPath, ['--import', LEASH, program.main], {
    env: { ...program.env },
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
    windowsHide: true,
  });
  // A child that is gone already no longer reads.
  child.stdin.on('error', () => undefined);
  if (child.pid) print(`started as process ${child.pid}`);
  printLines(child.stdout, print);
  printLines(child.stderr, print);
  return {
    name: program.name,
    ended: new Promise((resolve) => {
      child.on('error', (error) => resolve({ code: 1, reason: error.message }));
      child.on('close', (code, signal) =>
        resolve(
          signal
            ? { code: 1, reason: `signal ${signal}` }
            : { code: code ?? 1, reason: `exit code ${code ?? 'unknown'}` },
        ),
      );
    }),
    stop: () => child.stdin.end(),
    kill: () => child.kill('SIGKILL'),
  };
}

function printLines(stream: Readable, print: (line: string) => void): void {
  createInterface({ input: stream, crlfDelay: Infinity }).on('line', print);
}
