/** Two lanes that are compared. */
export type Pair = readonly [left: string, right: string];

/** What the name of a lane through the gateway ends in. */
export const THROUGH = '+gateway';

/** The lane that a lane through the gateway is without it. */
export function directName(name: string): string {
  return name.endsWith(THROUGH) ? name.slice(0, -THROUGH.length) : name;
}

/**
 * Which lanes are compared: the first with every other, then each lane with itself through the gateway, and what comes through
 * the gateway with each other. The first of them is the pair that a report is about.
 */
export function pairsOf(names: readonly string[]): Pair[] {
  const direct = names.filter((name) => !name.endsWith(THROUGH));
  const through = names.filter((name) => name.endsWith(THROUGH));
  const crossed = direct
    .filter((name) => names.includes(`${name}${THROUGH}`))
    .map((name): Pair => [name, `${name}${THROUGH}`]);
  const pairs = [...withFirst(direct), ...crossed, ...withFirst(through)];
  return pairs.length > 0 ? pairs : withFirst(names);
}

function withFirst([first, ...rest]: readonly string[]): Pair[] {
  return first === undefined ? [] : rest.map((name): Pair => [first, name]);
}
