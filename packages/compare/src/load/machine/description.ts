import { readFileSync } from 'node:fs';
import { cpus, release, totalmem, type } from 'node:os';
import type { Machine } from '../results/plan.ts';
import type { Cpus } from './cpus.ts';

/** What figures depend on: processor, memory, kernel, who runs where. */
export function describeMachine(divided: Cpus | string): Machine {
  const processors = cpus();
  return {
    processor: processors[0]?.model ?? 'unknown',
    processors: processors.length,
    memory: totalmem(),
    kernel: `${type()} ${release()}`,
    cpus:
      typeof divided === 'string'
        ? `not kept apart: ${divided}`
        : `generator on ${divided.generator.join(',')}, servers on ${divided.servers.join(',')}`,
    generator: `Node ${process.versions.node}`,
  };
}

/** Most files and sockets that a process may have open (proc(5), `limits`); undefined where nobody says. */
export function openFilesLimit(): number | undefined {
  try {
    const limits = readFileSync('/proc/self/limits', 'utf8');
    const soft = /^Max open files\s+(\d+)/mu.exec(limits)?.[1];
    return soft === undefined ? undefined : Number(soft);
  } catch {
    return undefined;
  }
}
