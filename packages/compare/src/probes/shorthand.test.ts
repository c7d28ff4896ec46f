import { describe, expect, it } from '@jest/globals';
import { expand, unescape } from './shorthand.ts';

describe('expand', () => {
  it('repeats a character', () => {
    expect(expand('GET /?x*5 HTTP/1.1\\r\\n\\r\\n', 24)).toBe('GET /?xxxxx HTTP/1.1\r\n\r\n');
  });

  it('finds how a series was written by its length', () => {
    expect(expand('<3 pairs>', 'a0=1&a1=1&a2=1'.length)).toBe('a0=1&a1=1&a2=1');
    expect(expand('<2 empty headers>', 'h0:\r\nh1:\r\n'.length)).toBe('h0:\r\nh1:\r\n');
  });

  it('leaves a media range alone', () => {
    expect(expand('Accept: */*', undefined)).toBe('Accept: */*');
  });

  it('finds nothing when no reading has that length', () => {
    expect(expand('x*5', 6)).toBeUndefined();
  });
});

describe('unescape', () => {
  it('reads control characters, hexadecimal bytes and backslashes', () => {
    expect(unescape('a\\r\\n\\x01\\\\n')).toBe('a\r\n\u0001\\n');
  });
});
