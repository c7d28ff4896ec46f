import type { Class } from './class.ts';

/** The respects in which two answers can differ, and how much each weighs. */
export const ASPECTS = {
  process: 'CRASH',
  service: 'HANG',
  status: 'DIVERGENT',
  'conn-state': 'DIVERGENT',
  lasted: 'DIVERGENT',
  ending: 'DIVERGENT',
  version: 'SHAPE',
  reason: 'SHAPE',
  ctype: 'SHAPE',
  body: 'SHAPE',
  headers: 'SHAPE',
  trailers: 'SHAPE',
  'conn-header': 'SHAPE',
  'json-layout': 'COSMETIC',
  framing: 'COSMETIC',
  'header-order': 'COSMETIC',
  'header-case': 'COSMETIC',
  habits: 'COSMETIC',
} as const satisfies Record<string, Class>;

export type Aspect = keyof typeof ASPECTS;

/** One respect in which two lanes differ, with what each showed. */
export interface Difference {
  readonly aspect: Aspect;
  readonly left: string;
  readonly right: string;
}

/** A difference, when there is one. */
export function differing(aspect: Aspect, left: string, right: string): Difference[] {
  return left === right ? [] : [{ aspect, left, right }];
}
