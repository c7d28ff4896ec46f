import { describe, expect, test } from '@jest/globals';
import { isOurs, remedy } from './failures.ts';
import { REFUSALS } from './refusals.ts';

const failed = (code: string) => Object.assign(new Error(code), { code });
const post = { progress: 'unsent', idempotent: false, replayable: false, trial: false } as const;

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
