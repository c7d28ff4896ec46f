import { EventEmitter } from 'node:events';
import { describe, expect, it, jest } from '@jest/globals';
import { interruption } from './interruption.ts';

function person() {
  let time = 1000;
  const signals = new EventEmitter();
  const force = jest.fn();
  const stop = interruption(signals, { force, now: () => time });
  return {
    stop,
    force,
    interrupt(signal: 'SIGINT' | 'SIGTERM') {
      signals.emit(signal);
    },
    wait(ms: number) {
      time += ms;
    },
  };
}

describe('an interruption', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)('asks to stop at the first %s', (signal) => {
    const { stop, force, interrupt } = person();
    expect(stop.aborted).toBe(false);
    interrupt(signal);
    expect(stop.aborted).toBe(true);
    expect(force).not.toHaveBeenCalled();
  });

  it('is one key press when npm passes on the signal that the terminal sent already', () => {
    const { force, interrupt, wait } = person();
    interrupt('SIGINT');
    wait(5);
    interrupt('SIGINT');
    expect(force).not.toHaveBeenCalled();
  });

  it('forces the end when a person presses Ctrl-C again', () => {
    const { force, interrupt, wait } = person();
    interrupt('SIGINT');
    wait(800);
    interrupt('SIGINT');
    expect(force).toHaveBeenCalledTimes(1);
  });
});
