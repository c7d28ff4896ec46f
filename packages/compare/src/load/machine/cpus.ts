import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Which processors the generator and the servers are kept on; undefined where they are not kept apart. */
export interface Cpus {
  readonly generator: readonly number[];
  readonly servers: readonly number[];
}

/**
 * Keeps load and servers apart: the first processor that this process may use is the generator's, the others are the servers'.
 *
 * @returns a text that says why not, when there is one processor only or no `taskset`
 */
export function divideCpus(allowed = allowedCpus(), taskset = hasTaskset()): Cpus | string {
  const [generator, ...servers] = allowed;
  if (generator === undefined || servers.length === 0) return 'this process may use one processor only';
  if (!taskset) return 'taskset (util-linux) is not installed';
  return { generator: [generator], servers };
}

/** The processors this process may run on (proc(5), `Cpus_allowed_list`). */
function allowedCpus(): number[] {
  try {
    const status = readFileSync('/proc/self/status', 'utf8');
    return cpuList(/^Cpus_allowed_list:\s*(\S+)/mu.exec(status)?.[1] ?? '');
  } catch {
    return [];
  }
}

/** Reads a list such as `0-2,5`. */
export function cpuList(text: string): number[] {
  return text.split(',').flatMap((part) => {
    const [from = Number.NaN, to = from] = part.split('-').map(Number);
    return Number.isNaN(from) || part === ''
      ? []
      : Array.from({ length: to - from + 1 }, (_, at) => from + at);
  });
}

function hasTaskset(): boolean {
  return spawnSync('taskset', ['--version'], { stdio: 'ignore' }).error === undefined;
}

/** A command line, kept on processors where they are given. */
export function keptOn(cpus: readonly number[] | undefined, command: readonly [string, ...string[]]) {
  const [program, ...args] = command;
  if (!cpus) return { command: program, args };
  return { command: 'taskset', args: ['-c', cpus.join(','), program, ...args] };
}

/** Keeps this process itself, which has little to do, away from the servers. */
export function keepSelfOn(cpus: readonly number[]): void {
  spawnSync('taskset', ['-a', '-p', '-c', cpus.join(','), String(process.pid)], { stdio: 'ignore' });
}
