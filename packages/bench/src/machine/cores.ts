import { spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { findProgram } from './program.ts';

/** Which core a process is kept on: the measured server has one for itself, all others share the other. */
export const CORES = { load: 0, server: 1 } as const;

/** A command line. */
export interface Command {
  readonly command: string;
  readonly args: readonly string[];
}

let reason: { readonly text: string | undefined } | undefined;

/** Why processes cannot be kept on cores here; undefined when they can. */
export function whyNotPinned(): string | undefined {
  // Asked once, before this process keeps to one core itself.
  reason ??= { text: obstacle() };
  return reason.text;
}

function obstacle(): string | undefined {
  if (findProgram('taskset') === undefined) return 'taskset (util-linux) is not installed';
  if (availableParallelism() < 2) return 'there is only one core';
  return undefined;
}

/** The same command, kept on one core where that is possible. */
export function pinned({ command, args }: Command, core: number): Command {
  if (whyNotPinned() !== undefined) return { command, args };
  return { command: 'taskset', args: ['-c', String(core), command, ...args] };
}

/** Keeps this process, which reads logs and sends requests, away from the core of the measured server. */
export function pinSelf(): void {
  if (whyNotPinned() !== undefined) return;
  spawnSync('taskset', ['-a', '-p', '-c', String(CORES.load), String(process.pid)], { stdio: 'ignore' });
}
