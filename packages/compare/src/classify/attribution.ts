import type { Difference } from '@echo-twins/differences/difference';

const OUTCOME: readonly string[] = ['process', 'service', 'status', 'conn-state', 'lasted', 'ending'];

/** Where a difference comes from. */
export type Attribution = 'none' | 'runtime' | 'left' | 'right' | 'both' | 'gateway';

/**
 * Whose doing it is what two lanes do that both were also asked directly: the gateway's when they differ only through it, or
 * only without it.
 *
 * @param through how the two differ through the gateway
 * @param direct how they differ without it
 */
export function attributeThrough(
  through: readonly Difference[],
  direct: readonly Difference[],
  otherwise: Attribution,
): Attribution {
  return outcomeDiffers(through) === outcomeDiffers(direct) ? otherwise : 'gateway';
}

/**
 * Who is the odd one out, with a control lane that has no framework: it agrees with one side in status and connection, so the
 * other does something of its own. Where both are alike, what they do is the runtime's when the control does it as well.
 */
export function attribute(
  pair: readonly Difference[],
  leftToControl: readonly Difference[],
  rightToControl: readonly Difference[],
): Attribution {
  const [left, right] = [outcomeDiffers(leftToControl), outcomeDiffers(rightToControl)];
  if (!outcomeDiffers(pair)) return left ? 'none' : 'runtime';
  if (left && !right) return 'left';
  if (right && !left) return 'right';
  return 'both';
}

function outcomeDiffers(differences: readonly Difference[]): boolean {
  return differences.some(({ aspect }) => OUTCOME.includes(aspect));
}
