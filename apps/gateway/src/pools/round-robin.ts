/**
 * Strict round robin: of those that may be used, the one after the last one used, in a fixed order. Two that both may be
 * used get every second request each.
 */
export class RoundRobin<T> {
  #last = -1;

  /** The next of `items` for which `usable` is true; undefined when there is none. */
  next(items: readonly T[], usable: (item: T) => boolean): T | undefined {
    for (let step = 1; step <= items.length; step++) {
      const index = (this.#last + step) % items.length;
      const item = items[index];
      if (item === undefined || !usable(item)) continue;
      this.#last = index;
      return item;
    }
    return undefined;
  }
}
