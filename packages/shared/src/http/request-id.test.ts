import { expect, test } from '@jest/globals';
import { requestId } from './request-id.ts';

test.each(['a', 'order-66.A_b', 'x'.repeat(128)])('keeps %j', (given) => {
  expect(requestId(given)).toBe(given);
});

test.each([undefined, '', 'x'.repeat(129), 'a b', 'a, b', 'a\r\nb', 'ä', '<b>', ['a', 'b']])(
  'makes a new one instead of %j',
  (given) => {
    const [first, second] = [requestId(given), requestId(given)];
    expect(first).toMatch(/^[\da-f-]{36}$/u);
    expect(first).not.toBe(second);
  },
);
