import { describe, expect, test } from '@jest/globals';
import { parseJson } from './json.ts';
import { EMPTY_BODY, MALFORMED_JSON, NESTED_TOO_DEEPLY } from './problems.ts';

const parse = (latin1: string): unknown => parseJson(Buffer.from(latin1, 'latin1'));

describe('JSON', () => {
  test.each([
    ['{"message":"x"}', { message: 'x' }],
    [' null\r\n', null],
    ['{"a":1,"a":2}', { a: 2 }],
    ['\xef\xbb\xbf{"a":1}', { a: 1 }],
    ['"\xc3\xa9"', 'é'],
    ['"\\ud800"', '\ud800'],
  ])('%j is %j', (text, value) => {
    expect(parse(text)).toEqual(value);
  });

  test.each([
    '{',
    '{"a":1,}',
    "{'a':1}",
    'NaN',
    '01',
    '"\x01"',
    '"\xff"',
    '"\xed\xa0\x80"',
    '\xef\xbb\xbf',
    '\xef\xbb\xbf\xef\xbb\xbf1',
    '{}\0',
  ])('%j is none', (text) => {
    expect(() => parse(text)).toThrow(MALFORMED_JSON);
  });

  test('is not nothing', () => {
    expect(() => parse('')).toThrow(EMPTY_BODY);
  });

  test('keeps __proto__ as a name like any other', () => {
    const value = parse('{"__proto__":{"polluted":true}}');
    expect(JSON.stringify(value)).toBe('{"__proto__":{"polluted":true}}');
    expect(value).not.toHaveProperty('polluted');
    expect({}).not.toHaveProperty('polluted');
  });
});

describe('nesting', () => {
  const nested = (depth: number, open = '[', close = ']'): string => open.repeat(depth) + close.repeat(depth);

  test('is read up to 512 levels', () => {
    expect(() => parse(nested(512))).not.toThrow();
    expect(() => parse(nested(513))).toThrow(NESTED_TOO_DEEPLY);
    expect(() => parse(`[${'{"a":'.repeat(512)}1${'}'.repeat(512)}]`)).toThrow(NESTED_TOO_DEEPLY);
    expect(() => parse(nested(600, '[', ']').slice(0, 1100))).toThrow(NESTED_TOO_DEEPLY);
  });

  test('is not found in strings', () => {
    expect(parse(JSON.stringify('['.repeat(5000)))).toBe('['.repeat(5000));
    expect(parse(JSON.stringify('"['.repeat(5000)))).toBe('"['.repeat(5000));
    expect(parse(JSON.stringify('\\'.repeat(5001)))).toBe('\\'.repeat(5001));
  });

  test('is not what many neighbours are', () => {
    expect(parse(`[${'[],'.repeat(5000)}{}]`)).toHaveLength(5001);
  });

  test('costs no time', () => {
    const started = performance.now();
    expect(() => parse('['.repeat(1024 * 1024))).toThrow(NESTED_TOO_DEEPLY);
    expect(() => parse(`"${'x'.repeat(1024 * 1024)}`)).toThrow(MALFORMED_JSON);
    expect(performance.now() - started).toBeLessThan(200);
  });
});
