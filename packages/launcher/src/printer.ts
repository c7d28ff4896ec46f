import type { Writable } from 'node:stream';
import pc from 'picocolors';
import type { Print } from './fleet.ts';
import { createLineFormat } from './log-line.ts';

/** Writes the programs' lines, each behind its program's name, in colour where `colour` says so. */
export function createPrinter(
  names: readonly string[],
  { out, colour }: { out: Writable; colour: boolean },
): Print {
  const { cyan, green, magenta } = pc.createColors(colour);
  const paints = [cyan, green, magenta];
  const width = Math.max(...names.map((name) => name.length));
  const format = createLineFormat(colour);
  return (name, line) => {
    const paint = paints[names.indexOf(name) % paints.length] ?? String;
    out.write(`${paint(`${name.padEnd(width)} |`)} ${format(line)}\n`);
  };
}
