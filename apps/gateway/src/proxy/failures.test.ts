import { describe, expect, test } from '@jest/globals';
import { isOurs, remedy } from './failures.ts';
import { REFUSALS } from './refusals.ts';

const failed = (code: string) => Object.assign(new Error(code), { code });
const post = { progress: 'unsent', idempotent: false, replayable: false, trial: false } as const;

describe('an attempt whose connection was lost', () => {
  const idempotent = { idempotent: true, replayable: true, trial: false };

  test.each(['sent', 'informed'] as const)(
    'when all was %s may be made elsewhere if it is repeatable',
    (progress) => {
      const error = failed('ECONNRESET');
      expect(remedy({ error, progress, ...idempotent })).toBe('retry');
      expect(remedy({ error, ...post, progress })).toBe(REFUSALS.badAnswer);
      expect(remedy({ error, progress, ...idempotent, replayable: false })).toBe(REFUSALS.badAnswer);
    },
  );

  test('in the middle of an answer is not made elsewhere', () => {
    expect(remedy({ error: failed('ECONNRESET'), progress: 'answered', ...idempotent })).toBe(
      REFUSALS.badAnswer,
    );
  });
});

describe('an attempt that failed before anything was sent', () => {
  test.each(['EMFILE', 'ENFILE', 'ENOBUFS', 'EADDRNOTAVAIL'])(
    'for want of something of the gateway’s own (%s) is nobody else’s fault: 503',
    (code) => {
      const error = failed(code);
      expect(remedy({ error, ...post })).toBe(REFUSALS.overloaded);
      expect(isOurs({ error, progress: 'unsent' })).toBe(true);
    },
  );

  test('because of the replica may be made elsewhere', () => {
    const error = failed('ECONNREFUSED');
    expect(remedy({ error, ...post })).toBe('retry');
    expect(isOurs({ error, progress: 'unsent' })).toBe(false);
  });
});
