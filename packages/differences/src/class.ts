/** How far apart two answers are, from nothing to the worst. */
export const CLASSES = ['SAME', 'COSMETIC', 'SHAPE', 'DIVERGENT', 'HANG', 'CRASH'] as const;
export type Class = (typeof CLASSES)[number];

/** The worst of some classes; `SAME` when there are none. */
export function worstOf(classes: readonly Class[]): Class {
  return CLASSES.findLast((candidate) => classes.includes(candidate)) ?? 'SAME';
}
