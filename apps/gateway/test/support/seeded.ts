/** Choices that are the same every time. */
export interface Seeded {
  /** A whole number from 0 to below `most`. */
  below(most: number): number;
  /** One of a list, which must not be empty. */
  of<const T>(list: readonly [T, ...T[]]): T;
}

/** A source of choices (mulberry32). */
export function seeded(seed: number): Seeded {
  let state = seed;
  const below = (most: number): number => {
    state = Math.trunc(state + 0x6d_2b_79_f5);
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * most);
  };
  return { below, of: (list) => list[below(list.length)] ?? list[0] };
}
