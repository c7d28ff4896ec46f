import { afterEach } from '@jest/globals';

const tasks: (() => unknown)[] = [];

/** Has something undone after the current test, in reverse order. */
export function onCleanup(task: () => unknown): void {
  tasks.push(task);
}

afterEach(async () => {
  for (const task of tasks.splice(0).toReversed()) await task();
});
