import { describe, expect, test } from '@jest/globals';
import { echoId, StampClock } from './echo-id.ts';

const UUID_7 = /^[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/u;

describe('the id of an echo', () => {
  test('is a UUID of version 7 with the time in front (RFC 9562 §5.7)', () => {
    expect(echoId({ moment: 0x17f22e279b0, count: 0xabc })).toMatch(/^017f22e2-79b0-7abc-/u);
    expect(echoId({ moment: Date.now(), count: 0 })).toMatch(UUID_7);
  });

  test('sorts as text in the order of the echoes', () => {
    const clock = new StampClock();
    const ids = Array.from({ length: 20_000 }, () => echoId(clock.next()));
    expect(ids.toSorted()).toEqual(ids);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('a stamp', () => {
  test('is later than the one before when the clock is set back', () => {
    const times = [1000, 1001, 400, 400];
    const clock = new StampClock(() => times.shift() ?? 0);
    expect([clock.next(), clock.next(), clock.next(), clock.next()]).toEqual([
      { moment: 1000, count: 0 },
      { moment: 1001, count: 0 },
      { moment: 1001, count: 1 },
      { moment: 1001, count: 2 },
    ]);
  });

  test('borrows from the next millisecond when there are more than 4096 in one', () => {
    const clock = new StampClock(() => 1000);
    const stamps = Array.from({ length: 4097 }, () => clock.next());
    expect(stamps.at(-2)).toEqual({ moment: 1000, count: 4095 });
    expect(stamps.at(-1)).toEqual({ moment: 1001, count: 0 });
  });
});
