import { setImmediate, setTimeout } from 'node:timers/promises';

/** Told each time the event loop comes round: the moment, and how long it took, in milliseconds. */
type Turn = (now: number, since: number) => void;

/**
 * Waits for a moment while something is done at every turn of the event loop.
 *
 * @param busy whether the core may be kept busy: then turns are microseconds apart, else a millisecond
 * @returns the longest turn, in milliseconds
 */
export async function turning(until: () => boolean, turn: Turn, busy: boolean): Promise<number> {
  let longest = 0;
  let last = performance.now();
  while (!until()) {
    await (busy ? setImmediate() : setTimeout(1));
    const now = performance.now();
    longest = Math.max(longest, now - last);
    turn(now, now - last);
    last = now;
  }
  return longest;
}
