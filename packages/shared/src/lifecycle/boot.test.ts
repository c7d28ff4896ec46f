import { afterEach, expect, test } from '@jest/globals';
import { boot } from './boot.ts';

const EVENTS = ['SIGTERM', 'SIGINT', 'uncaughtException', 'unhandledRejection'] as const;
const before = new Map(EVENTS.map((event) => [event, process.listeners(event)]));

afterEach(() => {
  for (const [event, listeners] of before) {
    for (const listener of process.listeners(event)) {
      if (!listeners.some((known) => known === listener)) process.off(event, listener);
    }
  }
});

test('signals are heard before the program is loaded', async () => {
  let heard: boolean[] = [];
  const loading = boot(async () => {
    heard = EVENTS.map((event) => process.listenerCount(event) > (before.get(event)?.length ?? 0));
    throw new Error('nothing to load');
  });
  await expect(loading).rejects.toThrow('nothing to load');
  expect(heard).toEqual([true, true, true, true]);
});
