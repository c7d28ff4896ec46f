import { describe, expect, it, jest } from '@jest/globals';
import { watchParent } from './parent.ts';

describe('the watch over the parent process', () => {
  it('is silent while the parent lives, and speaks once when it is gone', () => {
    jest.useFakeTimers();
    const lost = jest.fn();
    const child = { ppid: 7 };
    watchParent(child, lost);
    jest.advanceTimersByTime(10_000);
    expect(lost).not.toHaveBeenCalled();
    child.ppid = 1;
    jest.advanceTimersByTime(10_000);
    expect(lost).toHaveBeenCalledTimes(1);
    jest.useRealTimers();
  });
});
