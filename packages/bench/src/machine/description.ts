import { cpus, release, totalmem } from 'node:os';
import { versionLine } from './program.ts';

/** What figures depend on and readers must know: processor, memory, kernel, Node. One line each. */
export function describeMachine(node: string): string[] {
  const processors = cpus();
  return [
    `machine: ${processors.length} × ${processors[0]?.model ?? 'unknown processor'}, ${Math.round(totalmem() / 2 ** 30)} GiB, Linux ${release()}`,
    `node: ${versionLine(node, '--version')}`,
  ];
}
