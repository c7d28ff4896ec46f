import { beforeEach, expect, test } from '@jest/globals';
import { Pulse } from './pulse.ts';

let now = 0;
let pulse: Pulse;

beforeEach(() => {
  pulse = new Pulse({ tolerance: 2, slack: 5 }, () => now);
});

/** A check that takes `time` ms. */
function check(time: number, well: boolean): void {
  pulse.asked();
  now += time;
  pulse.heard(true, well);
}

test('a check that fails at once does not teach how long a good one takes', () => {
  check(1, false);
  check(50, true);
  expect(pulse.isSlow()).toBe(false);
});

test('a check that takes much longer than good ones before it is slow, whatever it says', () => {
  check(5, true);
  check(100, false);
  expect(pulse.isSlow()).toBe(true);
});

test('a check that has not been answered is slow as soon as it has taken too long', () => {
  check(5, true);
  pulse.asked();
  expect(pulse.isSlow()).toBe(false);
  now += 100;
  expect(pulse.isSlow()).toBe(true);
});
