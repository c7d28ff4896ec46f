import { setTimeout as sleep } from 'node:timers/promises';

const POLL = 10;

/**
 * Waits until something holds; answers how long that took, in milliseconds.
 *
 * @throws {Error} when it does not within `patience` milliseconds
 */
export async function until(
  what: string,
  holds: () => boolean | Promise<boolean>,
  patience = 30_000,
): Promise<number> {
  const began = performance.now();
  while (!(await holds())) {
    if (performance.now() - began > patience) throw new Error(`${what}: not within ${patience / 1000} s`);
    await sleep(POLL);
  }
  return performance.now() - began;
}

/** Waits until more requests have come to a replica than so far; answers how long that took, in milliseconds. */
export function untilAsked(replica: { received(): string[] }): Promise<number> {
  const before = replica.received().length;
  return until('a replica is asked again', () => replica.received().length > before);
}
