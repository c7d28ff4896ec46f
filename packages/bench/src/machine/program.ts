import { spawnSync } from 'node:child_process';

/** Whether a program is installed: its name when it is, to be run as it stands. */
export function findProgram(name: string): string | undefined {
  return spawnSync(name, ['--version'], { stdio: 'ignore' }).error === undefined ? name : undefined;
}

/** The first line that a program prints about its version, on whichever stream. */
export function versionLine(command: string, ...args: string[]): string {
  const { stdout, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  return `${stdout}${stderr}`.trim().split('\n', 1)[0] ?? '';
}
