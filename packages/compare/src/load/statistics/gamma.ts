const FIRST = 0.999_999_999_999_809_9;
/** Coefficients of Lanczos' approximation with g = 7 (Godfrey). */
const LANCZOS = [
  676.520_368_121_885_1, -1259.139_216_722_402_8, 771.323_428_777_653_1, -176.615_029_162_140_6,
  12.507_343_278_686_905, -0.138_571_095_265_720_12, 9.984_369_578_019_572e-6, 1.505_632_735_149_311_6e-7,
];

/** The logarithm of the gamma function, for x > 0.5; good to 13 digits. */
export function logGamma(x: number): number {
  const shifted = x - 1;
  const sum = LANCZOS.reduce(
    (total, coefficient, index) => total + coefficient / (shifted + index + 1),
    FIRST,
  );
  const t = shifted + 7.5;
  return 0.5 * Math.log(2 * Math.PI) + (shifted + 0.5) * Math.log(t) - t + Math.log(sum);
}
