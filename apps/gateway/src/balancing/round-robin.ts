/**
 * Strict round robin: of those that may be used, the one after the last one used, in a fixed order. Two that both may be
 * used get every second request each.
 */
export class RoundRobin {
  #last = -1;

  /** The next of `items` for which `usable` is true; undefined when there is none. It has had its turn then. */
  next<T>(items: readonly T[], usable: (item: T) => boolean): T | undefined {
    const index = this.#find(items, usable);
    if (index === -1) return undefined;
    this.#last = index;
    return items[index];
  }

  /** Whose turn it would be; it keeps its turn. */
  peek<T>(items: readonly T[], usable: (item: T) => boolean): T | undefined {
    return items[this.#find(items, usable)];
  }

  #find<T>(items: readonly T[], usable: (item: T) => boolean): number {
    for (let step = 1; step <= items.length; step++) {
      const index = (this.#last + step) % items.length;
      const item = items[index];
      if (item !== undefined && usable(item)) return index;
    }
    return -1;
  }
}
