import { setTimeout as sleep } from 'node:timers/promises';

/** Waits until a check no longer throws; after 30 s what it threw is thrown. */
export async function eventually(check: () => Promise<unknown>): Promise<void> {
  const deadline = performance.now() + 30_000;
  for (;;) {
    try {
      await check();
      return;
    } catch (error) {
      if (performance.now() > deadline) throw error;
      await sleep(50);
    }
  }
}
