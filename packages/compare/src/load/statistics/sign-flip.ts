/** Above this the exact test takes minutes: 2 to this many sums. */
export const MOST_PAIRS = 24;

/**
 * The exact two-sided p of a sign-flip test: if A and B were alike, each difference could as well have had the other sign; p is the
 * share of all sign patterns whose sum is at least as far from 0. The smallest p there is: 2 ÷ 2ⁿ.
 */
export function signFlip(differences: readonly number[]): number {
  const sizes = differences.map(Math.abs);
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const observed = Math.abs(differences.reduce((sum, difference) => sum + difference, 0));
  // Sums that differ by rounding only are equal.
  const bound = observed - 1e-12 * total;
  // By symmetry the last sign can be left positive. A Gray code changes one sign a step.
  const patterns = 2 ** Math.max(0, sizes.length - 1);
  const signs = new Int8Array(sizes.length).fill(1);
  let sum = total;
  let asFar = Math.abs(sum) >= bound ? 1 : 0;
  for (let pattern = 1; pattern < patterns; pattern += 1) {
    const index = 31 - Math.clz32(pattern & -pattern);
    const sign = signs[index] ?? 1;
    sum -= 2 * sign * (sizes[index] ?? 0);
    signs[index] = -sign;
    if (Math.abs(sum) >= bound) asFar += 1;
  }
  return asFar / patterns;
}

/** The smallest p that so many pairs can give. */
export function smallestP(pairs: number): number {
  return 2 ** (1 - pairs);
}
