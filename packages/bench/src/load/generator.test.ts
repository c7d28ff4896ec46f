import { describe, expect, it } from '@jest/globals';
import { checkLoad } from './generator.ts';

const fine = { requests: 1000, bytes: 200_000, failures: 0, rate: 500 };

describe('checkLoad', () => {
  it('accepts answers of the expected size', () => {
    expect(() => checkLoad(fine, 200)).not.toThrow();
  });

  it.each([
    ['a failed request', { ...fine, failures: 1 }, '1 of 1001 requests failed'],
    ['no answer at all', { ...fine, requests: 0 }, 'no request was answered'],
    [
      'answers of another size',
      { ...fine, bytes: 150_000 },
      'answers of 150.0 bytes on average instead of 200',
    ],
  ])('refuses %s', (_name, result, message) => {
    expect(() => checkLoad(result, 200)).toThrow(message);
  });
});
