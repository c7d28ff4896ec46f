import type * as z from 'zod';

/** A problem with one value, wherever in the file it is. */
export interface Finding {
  readonly path: readonly PropertyKey[];
  /** What would be accepted there. */
  readonly message: string;
}

const KINDS: ReadonlyMap<string, string> = new Map([
  ['object', 'a mapping'],
  ['record', 'a mapping'],
  ['array', 'a list'],
  ['string', 'text'],
]);

/** What is accepted, of schemas that do not say so themselves. */
export const wording = {
  error: (issue: z.core.$ZodRawIssue) =>
    issue.code === 'invalid_type' ? (KINDS.get(issue.expected) ?? issue.expected) : undefined,
};

/** An issue as findings: a key that does not exist is a finding of its own. */
export function findingsOf(issue: z.core.$ZodIssue): Finding[] {
  const { path, message } = issue;
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ path: [...path, key], message: 'no key of that name here' }));
  }
  if (issue.code !== 'invalid_key') return [{ path, message }];
  return issue.issues.map((inner) => ({ path, message: `a key that is ${inner.message}` }));
}
