import { describe, expect, test } from '@jest/globals';
import { contentRefusal } from './content.ts';
import { CONTENT_TOO_LARGE, UNSUPPORTED_CODING, UNSUPPORTED_MEDIA_TYPE } from './problems.ts';

const LIMIT = 100;
const type = (value: string): Record<string, string> => ({ 'content-type': value });

describe('Content-Type', () => {
  test.each([
    'application/json',
    'Application/JSON',
    'application/json; charset=utf-8',
    'application/json;charset="UTF-8"',
    'application/json \t; charset=utf-8 ',
    'application/json;',
    'application/json; x=y; charset=utf-8',
    'application/json; x="a;charset=utf-16\\""',
  ])('%s is read', (value) => {
    expect(contentRefusal(type(value), LIMIT)).toBeUndefined();
  });

  test.each([
    '',
    'json',
    'text/plain',
    'application/jsonx',
    'application/json/x',
    'application/json x',
    'application/json, text/plain',
    'application/problem+json',
    'application/json; charset=utf-16',
    'application/json; charset=utf-8; charset=utf-16',
    'application/json; charset',
    'application/json; charset=',
    'application/json; x="a',
    'multipart/form-data; boundary=application/json',
  ])('%j is not', (value) => {
    expect(contentRefusal(type(value), LIMIT)).toBe(UNSUPPORTED_MEDIA_TYPE);
  });

  test('has to be there', () => {
    expect(contentRefusal({}, LIMIT)).toBe(UNSUPPORTED_MEDIA_TYPE);
  });

  test('of 16 KiB is read in no time', () => {
    const started = performance.now();
    for (const piece of [';', ' ', '; ', ';a=b', ';a="', '\\', '"'])
      contentRefusal(type(`application/json${piece.repeat(16_384 / piece.length)}x`), LIMIT);
    expect(performance.now() - started).toBeLessThan(200);
  });
});

test.each([
  [undefined, undefined],
  ['', undefined],
  ['Identity', undefined],
  ['gzip', UNSUPPORTED_CODING],
  ['identity, gzip', UNSUPPORTED_CODING],
])('Content-Encoding %s', (coding, problem) => {
  const headers = {
    ...type('application/json'),
    ...(coding !== undefined && { 'content-encoding': coding }),
  };
  expect(contentRefusal(headers, LIMIT)).toBe(problem);
});

test('more than the limit is refused by its length, whatever its type', () => {
  expect(contentRefusal({ ...type('application/json'), 'content-length': '100' }, LIMIT)).toBeUndefined();
  expect(contentRefusal({ ...type('application/json'), 'content-length': '101' }, LIMIT)).toBe(
    CONTENT_TOO_LARGE,
  );
  expect(contentRefusal({ ...type('text/plain'), 'content-length': '101' }, LIMIT)).toBe(CONTENT_TOO_LARGE);
});
