import type { Report } from '../report/report.ts';
import type { Bench } from '../rounds/plan.ts';
import { UsageError } from './options.ts';

/** A part of a benchmark, as `--only` and `--list` name it. */
interface NamedPart {
  readonly name: string;
  readonly purpose: string;
}

/** A part that can be measured by itself. */
export interface Part extends NamedPart {
  readonly run: (bench: Bench, node: string) => Promise<Report>;
}

/** What `--list` prints. */
export function listText(parts: readonly NamedPart[]): string {
  const width = Math.max(0, ...parts.map(({ name }) => name.length)) + 2;
  return parts.map(({ name, purpose }) => `${name.padEnd(width)}${purpose}\n`).join('');
}

/** @throws {UsageError} for a name given with `--only` that no part has */
export function checkParts(only: readonly string[], parts: readonly NamedPart[]): void {
  const unknown = only.find((wanted) => parts.every(({ name }) => name !== wanted));
  if (unknown === undefined) return;
  const known = parts.map(({ name }) => name).join(', ');
  throw new UsageError(`--only ${unknown} cannot be used: expected ${known || 'a benchmark that has parts'}`);
}

/** Measures the chosen parts, or all, one after the other; each one's tables are shown as soon as they are there. */
export function inParts(parts: readonly Part[]) {
  return async (bench: Bench, node: string, { only }: { only: readonly string[] }): Promise<Report> => {
    let met = true;
    for (const part of parts.filter(({ name }) => only.length === 0 || only.includes(name))) {
      const report = await part.run(bench, node);
      bench.show(report.text);
      met &&= report.met;
    }
    return { text: met ? 'No goal is missed.' : 'A goal is missed.', met };
  };
}
