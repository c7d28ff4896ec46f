import { LEVELS, type Requirement, type Rule } from './probe.ts';

/**
 * What a rule in words asks for, word by word. Recorded probes say "SHOULD 405 + MUST Allow" or "MUST NOT body"; what no line
 * here understands is not scored, rather than guessed.
 */
const PHRASES: readonly (readonly [RegExp, Requirement])[] = [
  [/\bno content\b|\bNOT body\b/iu, { body: false }],
  [/\berror\b|\breject\b/iu, { status: [4, 5] }],
  [/\baccept\b/iu, { status: [2] }],
  [/\bAllow\b/u, { field: 'allow' }],
  [/\bcase-insens/iu, { status: [2] }],
  [/\bignore ext\b|\btreat as 1\.1\b/iu, { status: [2] }],
];

/** Reads a rule written in words: a reference such as `9110 §9.3.2`, and a level such as `MUST no content`. */
export function ruleOf(reference: string | undefined, level: string | undefined): Rule | undefined {
  if (reference === undefined || reference === 'n/a') return undefined;
  const [document = reference, ...section] = reference.split(' ');
  const spoken = level ?? '';
  const requires = requirementOf(spoken);
  return {
    document: /^\d{3,5}$/u.test(document) ? `RFC ${document}` : reference,
    ...(section.length > 0 && /^\d{3,5}$/u.test(document) && { section: section.join(' ') }),
    level: LEVELS.find((word) => spoken.startsWith(word)) ?? 'none',
    ...(requires && { requires }),
  };
}

function requirementOf(level: string): Requirement | undefined {
  if (!/^(?:MUST|SHOULD)/u.test(level)) return undefined;
  const [, status] = /^(?:MUST|SHOULD) (?<status>[1-5]\d\d)\b(?! digits)/u.exec(level) ?? [];
  const all: Requirement = status === undefined ? {} : { status: [Number(status)] };
  for (const [words, requirement] of PHRASES) if (words.test(level)) Object.assign(all, requirement);
  return Object.keys(all).length > 0 ? all : undefined;
}
