/** Something that has a share of the turns. */
export interface Weighted {
  readonly weight: number;
}

/**
 * Turns by weight, spread evenly: with weights 5, 1 and 1 the order is a a b a c a a, not a a a a a b c. This is nginx's
 * smooth weighted round robin: each turn everybody gains their weight, the one who has most goes, and pays for all.
 */
export class WeightedTurns<T extends Weighted> {
  readonly #credit = new WeakMap<T, number>();

  /** The next of `items` for which `usable` is true; undefined when there is none. It has had its turn then. */
  next(items: readonly T[], usable: (item: T) => boolean): T | undefined {
    const { chosen, passed } = this.#find(items, usable);
    if (chosen === undefined) return undefined;
    let total = 0;
    for (const item of items) {
      // Whoever cannot be used saves nothing up, so that nobody is overrun on coming back.
      if (passed.has(item)) this.#credit.set(item, 0);
      else {
        total += item.weight;
        this.#credit.set(item, this.#creditOf(item) + item.weight);
      }
    }
    this.#credit.set(chosen, this.#creditOf(chosen) - total);
    return chosen;
  }

  /** Whose turn it would be; it keeps its turn. */
  peek(items: readonly T[], usable: (item: T) => boolean): T | undefined {
    return this.#find(items, usable).chosen;
  }

  /** Asks of as few as possible whether they are usable: asking may already take something from them. */
  #find(
    items: readonly T[],
    usable: (item: T) => boolean,
  ): { chosen: T | undefined; passed: ReadonlySet<T> } {
    const order = items.toSorted((one, other) => this.#after(other) - this.#after(one));
    const passed = new Set<T>();
    for (const item of order) {
      if (usable(item)) return { chosen: item, passed };
      passed.add(item);
    }
    return { chosen: undefined, passed };
  }

  #after(item: T): number {
    return this.#creditOf(item) + item.weight;
  }

  #creditOf(item: T): number {
    return this.#credit.get(item) ?? 0;
  }
}
