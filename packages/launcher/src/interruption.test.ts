import { describe, expect, it } from '@jest/globals';
import { Interruption } from './interruption.ts';

function interruptedAt(...times: readonly number[]) {
  const interruption = new Interruption();
  for (const time of times) interruption.signal(time);
  return { asked: interruption.asked.aborted, insisted: interruption.insisted.aborted };
}

describe('an interruption', () => {
  it('has not come before the first signal', () => {
    expect(interruptedAt()).toEqual({ asked: false, insisted: false });
  });

  it('asks with the first signal', () => {
    expect(interruptedAt(1000)).toEqual({ asked: true, insisted: false });
  });

  it('is one key press when npm passes on the signal that the terminal sent already', () => {
    expect(interruptedAt(1000, 1005)).toEqual({ asked: true, insisted: false });
  });

  it('insists when a person presses Ctrl-C again', () => {
    expect(interruptedAt(1000, 1800)).toEqual({ asked: true, insisted: true });
  });
});
