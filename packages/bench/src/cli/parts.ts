import { UsageError } from './options.ts';

interface Part {
  readonly name: string;
  readonly purpose: string;
}

/** What `--list` prints. */
export function listText(parts: readonly Part[]): string {
  const width = Math.max(0, ...parts.map(({ name }) => name.length)) + 2;
  return parts.map(({ name, purpose }) => `${name.padEnd(width)}${purpose}\n`).join('');
}

/** @throws {UsageError} for a name given with `--only` that no part has */
export function checkParts(only: readonly string[], parts: readonly Part[]): void {
  const unknown = only.find((wanted) => parts.every(({ name }) => name !== wanted));
  if (unknown === undefined) return;
  const known = parts.map(({ name }) => name).join(', ');
  throw new UsageError(
    `--only ${unknown} cannot be used: expected ${known || 'a benchmark that has scenarios'}`,
  );
}
