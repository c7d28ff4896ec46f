import assert from 'node:assert/strict';

/** What must never reach a client: a line of a stack trace, a file of the service or of its packages. */
const LEAKS: readonly RegExp[] = [
  /\bat [^\n<]*:\d+:\d+/u,
  /node_modules/u,
  /\bfile:\/\//u,
  /\bnode:internal\b/u,
  /\/(?:app|apps|src|dist)\/[\w./-]*\.[cm]?[jt]s\b/u,
];

/** @throws {assert.AssertionError} when the text shows a stack trace or a file */
export function assertNoLeak(text: string): void {
  for (const leak of LEAKS) assert.doesNotMatch(text, leak, `an answer leaks what is inside: ${text}`);
}
