import { execFile } from 'node:child_process';

/** How a command ended. */
export interface Ended {
  /** Its exit code; `ENOENT` and the like when it could not be started; `null` when it took too long. */
  readonly code: number | string | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A command to run, without a shell. */
export interface Command {
  readonly file: string;
  readonly args: readonly string[];
}

/** How long a command may take, in milliseconds: an engine that hangs is a finding too. */
const PATIENCE = 15_000;

/** Runs a command and waits for its end. It never throws: a command that is not there is an answer. */
export function run({ file, args }: Command): Promise<Ended> {
  return new Promise((resolve) => {
    execFile(file, args, { timeout: PATIENCE, encoding: 'utf8' }, (error, stdout, stderr) => {
      const code = error ? (error.killed ? null : (error.code ?? null)) : 0;
      resolve({ code, stdout, stderr: stderr.trim() });
    });
  });
}
