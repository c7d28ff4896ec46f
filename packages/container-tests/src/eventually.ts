import { setTimeout as sleep } from 'node:timers/promises';

const POLL = 100;

/**
 * Waits until a check no longer throws.
 *
 * @param within how long it may take, in milliseconds
 * @returns what the check returned
 * @throws what the check threw last, when the time is over
 */
export async function eventually<T>(check: () => Promise<T>, within = 60_000): Promise<T> {
  const deadline = performance.now() + within;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (performance.now() >= deadline) throw error;
      await sleep(POLL);
    }
  }
}
