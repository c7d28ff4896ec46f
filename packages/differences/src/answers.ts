import { isDeepStrictEqual } from 'node:util';
import type { Answer } from './answer.ts';
import { differing, type Difference } from './difference.ts';

/** A list of values, one for each answer on the connection. */
function list(messages: readonly Answer[], value: (message: Answer) => string): string {
  return messages.map(value).join('\n');
}

/** In what two lists of final answers differ, besides their status. */
export function compareMessages(left: readonly Answer[], right: readonly Answer[]): Difference[] {
  const by = (value: (message: Answer) => string): [string, string] => [
    list(left, value),
    list(right, value),
  ];
  const sameStatus = list(left, statusOf) === list(right, statusOf);
  return [
    ...differing('version', ...by(({ version }) => version)),
    ...(sameStatus ? differing('reason', ...by(({ reason }) => reason)) : []),
    ...differing('ctype', ...by(({ type }) => type)),
    ...compareBodies(left, right),
    ...differing('headers', ...by(({ fields }) => fields.join('\n'))),
    ...differing('trailers', ...by(({ trailers }) => trailers.join('\n'))),
    ...differing('conn-header', ...by(({ connection }) => connection)),
    ...differing('framing', ...by(({ framing }) => framing)),
    ...differing('habits', ...by(({ habits }) => habits.join('\n'))),
    ...compareNames(left, right),
  ];
}

function statusOf({ status }: Answer): string {
  return String(status);
}

function compareBodies(left: readonly Answer[], right: readonly Answer[]): Difference[] {
  const body = ({ body, complete }: Answer): string => (complete ? body : `${body}<cut off>`);
  const found = differing('body', list(left, body), list(right, body));
  const alike = left.every((message, index) => sameJson(message, right[index]));
  return found.length > 0 && alike
    ? found.map((difference) => ({ ...difference, aspect: 'json-layout' }))
    : found;
}

/** Whether two bodies are the same JSON, whatever the order of its keys and its blanks. */
function sameJson(left: Answer, right: Answer | undefined): boolean {
  if (!right || left.complete !== right.complete) return false;
  if (left.body === right.body) return true;
  if (!left.type.includes('json') || !right.type.includes('json')) return false;
  try {
    return isDeepStrictEqual(JSON.parse(left.body), JSON.parse(right.body));
  } catch {
    return false;
  }
}

/** Order and case of the field names both have; a name that only one has is another matter. */
function compareNames(left: readonly Answer[], right: readonly Answer[]): Difference[] {
  const lower = (names: readonly string[]): string[] => names.map((name) => name.toLowerCase());
  const shared = (names: readonly string[], others: readonly string[]): string[] =>
    names.filter((name) => lower(others).includes(name.toLowerCase()));
  const pairs = left.map(({ names }, index) => {
    const others = right[index]?.names ?? [];
    return [shared(names, others), shared(others, names)] as const;
  });
  const text = (side: 0 | 1, order: boolean): string =>
    pairs.map((pair) => (order ? lower(pair[side]) : pair[side].toSorted(alphabetic)).join(', ')).join('\n');
  return [
    ...differing('header-order', text(0, true), text(1, true)),
    ...differing('header-case', text(0, false), text(1, false)),
  ];
}

function alphabetic(left: string, right: string): number {
  const [a, b] = [left.toLowerCase(), right.toLowerCase()];
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
