import { describe, expect, it } from '@jest/globals';
import { readOptions, UsageError } from './options.ts';

describe('readOptions', () => {
  it('runs the servers on this Node, eight rounds, unless told otherwise', () => {
    expect(readOptions(['twins'])).toMatchObject({ names: ['twins'], node: process.execPath, rounds: 8 });
  });

  it('takes the seed, so that an order can be repeated', () => {
    expect(readOptions(['twins', '--seed', '7']).seed).toBe(7);
  });

  it.each([[['--rounds', '1']], [['--seconds', 'x']], [['--connections', '-1']], [['--unknown']]])(
    'refuses %j',
    (args) => {
      expect(() => readOptions(args)).toThrow(UsageError);
    },
  );
});
