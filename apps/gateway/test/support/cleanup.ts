import { afterEach, jest } from '@jest/globals';

// Real sockets on a machine that may be busy; each wait inside a test has its own, shorter bound.
jest.setTimeout(60_000);

const tasks: (() => unknown)[] = [];

/** Has something undone after the current test, in reverse order. */
export function onCleanup(task: () => unknown): void {
  tasks.push(task);
}

afterEach(async () => {
  for (const task of tasks.splice(0).toReversed()) await task();
});
