import { expect, test } from '@jest/globals';
import { hostProblem } from './host.ts';

test.each([
  [[]],
  [['Host', 'a']],
  [['Host', 'a', 'X-Host', 'b', 'Hos', 'c']],
  [['X-A', 'host', 'Host', 'host']],
])('finds nothing wrong with %j', (rawHeaders) => {
  expect(hostProblem({ rawHeaders })).toBeUndefined();
});

test.each([[['Host', 'a', 'Host', 'b']], [['host', 'a', 'X-A', 'b', 'HOST', 'a']]])(
  'finds %j a bad request (RFC 9112 §3.2)',
  (rawHeaders) => {
    expect(hostProblem({ rawHeaders })).toMatchObject({ status: 400, statusCode: 400, code: 'BAD_REQUEST' });
  },
);
