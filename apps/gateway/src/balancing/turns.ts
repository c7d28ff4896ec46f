import { RoundRobin } from './round-robin.ts';
import { type Weighted, WeightedTurns } from './weighted-turns.ts';

/** Who is next. */
export interface Turns<T> {
  /** The next of `items` for which `usable` is true; undefined when there is none. It has had its turn then. */
  next(items: readonly T[], usable: (item: T) => boolean): T | undefined;
  /** Whose turn it would be; it keeps its turn. */
  peek(items: readonly T[], usable: (item: T) => boolean): T | undefined;
}

/** Turns by weight, when the weights differ; strict ones otherwise. */
export function createTurns<T extends Weighted>(weights: readonly number[]): Turns<T> {
  return new Set(weights).size > 1 ? new WeightedTurns<T>() : new RoundRobin();
}
