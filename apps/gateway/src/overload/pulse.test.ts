import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { Pulse } from './pulse.ts';

test('a check that fails at once does not teach how long a good one takes', async () => {
  const pulse = new Pulse({ tolerance: 2, slack: 5 });
  pulse.asked();
  await sleep(5);
  pulse.heard(true, false);
  pulse.asked();
  await sleep(50);
  pulse.heard(true, true);
  expect(pulse.isSlow()).toBe(false);
});

test('a check that takes much longer than good ones before it is slow, whatever it says', async () => {
  const pulse = new Pulse({ tolerance: 2, slack: 5 });
  pulse.asked();
  await sleep(5);
  pulse.heard(true, true);
  pulse.asked();
  await sleep(100);
  pulse.heard(true, false);
  expect(pulse.isSlow()).toBe(true);
});
