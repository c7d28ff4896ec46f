import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { onCleanup } from '../../test/support/cleanup.ts';
import { until } from '../../test/support/until.ts';
import { EventLoopGuard } from './event-loop.ts';

/** Keeps the event loop from everything else, for so many milliseconds each time and as often as the guard has to see it. */
async function hold(time: number): Promise<void> {
  for (let turn = 0; turn < 12; turn++) {
    const end = performance.now() + time;
    while (performance.now() < end);
    await sleep(1);
  }
}

test('the guard of the event loop obeys the delay that may be, which may change', async () => {
  let delay = 60_000;
  const guard = new EventLoopGuard({ delay: () => delay, inFlight: () => 300 });
  onCleanup(() => guard.stop());
  await hold(25);
  expect(guard.limit).toBe(100_000);
  delay = 1;
  // On a busy machine the turns before took longer than they were meant to, and that has become usual.
  let time = 30;
  await until(async () => {
    time *= 2;
    await hold(time);
    return guard.limit < 300;
  });
});
