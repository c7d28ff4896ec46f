import { expect, test } from '@jest/globals';
import { failureOf } from './failure.ts';

test.each([
  [{ code: 'ECONNREFUSED', message: 'connect ECONNREFUSED 10.0.0.7:5432' }, 'ECONNREFUSED', false],
  [{ code: '28P01', message: 'password authentication failed for user "echo"' }, '28P01', false],
  [{ code: '22P05' }, '22P05', true],
  [{ code: '23514' }, '23514', true],
  [new Error('postgresql://echo:hunter2@db/echo'), 'NO_ANSWER', false],
  [{ code: 'postgresql://echo:hunter2@db/echo' }, 'NO_ANSWER', false],
])('of %j is told the code and nothing of the message', (error, code, isData) => {
  const failure = failureOf(error);
  expect(failure).toEqual({ code, reason: expect.any(String), isData });
  expect(JSON.stringify(failure)).not.toMatch(/hunter2|10\.0\.0\.7|"echo"/u);
});
