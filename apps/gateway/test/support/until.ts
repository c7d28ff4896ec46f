import { setTimeout as sleep } from 'node:timers/promises';

/** Waits until a condition holds. @throws when it does not within `patience` ms */
export async function until(condition: () => unknown, patience = 20_000): Promise<void> {
  const deadline = performance.now() + patience;
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error(`not within ${patience} ms: ${condition.toString()}`);
    await sleep(5);
  }
}
