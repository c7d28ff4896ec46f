import { logGamma } from './gamma.ts';

const STEPS = 200;
const TINY = 1e-300;

/** P(T ≤ t) for Student's t with so many degrees of freedom. */
export function studentCdf(t: number, freedom: number): number {
  const tail = 0.5 * regularisedBeta(freedom / (freedom + t * t), freedom / 2);
  return t > 0 ? 1 - tail : tail;
}

const known = new Map<string, number>();

/** The t that is exceeded, to either side, with probability `alpha`. */
export function studentTwoSided(alpha: number, freedom: number): number {
  const key = `${alpha} ${freedom}`;
  const quantile = known.get(key) ?? twoSided(alpha, freedom);
  known.set(key, quantile);
  return quantile;
}

function twoSided(alpha: number, freedom: number): number {
  let [low, high] = [0, 1];
  while (2 * (1 - studentCdf(high, freedom)) > alpha) high *= 2;
  for (let step = 0; step < STEPS && high - low > 1e-12 * high; step += 1) {
    const middle = (low + high) / 2;
    if (2 * (1 - studentCdf(middle, freedom)) > alpha) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** The regularised incomplete beta function I_x(a, 1/2), by its continued fraction (Numerical Recipes, 6.4). */
function regularisedBeta(x: number, a: number): number {
  const b = 0.5;
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const front = Math.exp(
    logGamma(a + b) - logGamma(a) - LOG_GAMMA_HALF + a * Math.log(x) + b * Math.log(1 - x),
  );
  // The fraction converges fast below the mean; above it, its mirror image does.
  if (x < (a + 1) / (a + b + 2)) return (front * fraction(x, a, b)) / a;
  return 1 - (front * fraction(1 - x, b, a)) / b;
}

const LOG_GAMMA_HALF = 0.5 * Math.log(Math.PI);

function fraction(x: number, a: number, b: number): number {
  let c = 1;
  let d = 1 / nonZero(1 - ((a + b) * x) / (a + 1));
  let result = d;
  for (let m = 1; m < STEPS; m += 1) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    let change = 1;
    for (const term of [even, odd]) {
      d = 1 / nonZero(1 + term * d);
      c = nonZero(1 + term / c);
      change = d * c;
      result *= change;
    }
    if (Math.abs(change - 1) < 1e-14) break;
  }
  return result;
}

function nonZero(value: number): number {
  return Math.abs(value) < TINY ? TINY : value;
}
