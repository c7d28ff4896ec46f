import { describe, expect, test } from '@jest/globals';
import { fieldsOf, linesOf } from './field-lines.ts';
import { REFUSALS } from './refusals.ts';
import { readHead } from './request-head.ts';

const read = (fields: Record<string, string | string[]>, version = '1.1') => {
  const raw = Object.entries({ Host: 'a.test', ...fields }).flatMap(([name, value]) =>
    [value].flat().flatMap((each) => [name, each]),
  );
  const head = readHead(linesOf(raw), version);
  return 'status' in head ? head : { ...head, fields: fieldsOf(head.lines) };
};

describe('the head of a request', () => {
  test('is passed on without what concerns the connection (RFC 9110 §7.6.1)', () => {
    const head = read({
      'X-Kept': '1',
      'X-Foo': '2',
      Connection: 'close, X-Foo, keep-alive',
      'Keep-Alive': 'timeout=5',
      'Proxy-Connection': 'keep-alive',
      'Proxy-Authorization': 'Basic x',
      TE: 'trailers',
      Trailer: 'X-T',
      Upgrade: 'h2c',
      'HTTP2-Settings': 'AAA',
      Cookie: 'a=b',
    });
    expect(head).toMatchObject({ fields: ['X-Kept', '1', 'Cookie', 'a=b'], acceptsTrailers: true });
    // Without chunks there can be none.
    expect(head).toMatchObject({ trailer: undefined });
  });

  test('keeps its repeated fields, in order', () => {
    expect(read({ 'X-A': ['1', '2'] })).toMatchObject({ fields: ['X-A', '1', 'X-A', '2'] });
  });

  test('loses fields that a program behind us could take for framing or for our word', () => {
    expect(
      read({ Content_Length: '5', 'Transfer.Encoding': 'chunked', X_Forwarded_For: '1.2.3.4' }),
    ).toMatchObject({
      fields: [],
    });
  });

  test.each<[string, Record<string, string | string[]>, string]>([
    ['two lengths', { 'Content-Length': ['5', '5'] }, '1.1'],
    ['a length that is no plain number', { 'Content-Length': '+5' }, '1.1'],
    ['a length with zeros in front', { 'Content-Length': '005' }, '1.1'],
    ['an empty length', { 'Content-Length': '' }, '1.1'],
    ['a length of 20 digits', { 'Content-Length': '1'.repeat(20) }, '1.1'],
    ['a length and a transfer coding', { 'Content-Length': '5', 'Transfer-Encoding': 'chunked' }, '1.1'],
    ['an empty transfer coding', { 'Transfer-Encoding': '' }, '1.1'],
    ['two transfer codings', { 'Transfer-Encoding': ['chunked', 'chunked'] }, '1.1'],
    ['another coding', { 'Transfer-Encoding': 'gzip, chunked' }, '1.1'],
    ['a transfer coding in HTTP/1.0', { 'Transfer-Encoding': 'chunked' }, '1.0'],
  ])('is refused with %s', (_name, fields, version) => {
    expect(read(fields, version)).toBe(REFUSALS.badFraming);
  });

  test('is refused with two Hosts, one that is none, or none in HTTP/1.1', () => {
    expect(readHead('Host: a\r\nhost: a\r\n', '1.1')).toBe(REFUSALS.badHost);
    expect(readHead('Host: a,b\r\n', '1.1')).toBe(REFUSALS.badHost);
    expect(readHead('', '1.1')).toBe(REFUSALS.badHost);
    expect(readHead('', '1.0')).toMatchObject({ host: '' });
  });

  test('is refused with two content types, authorizations or expectations', () => {
    expect(read({ 'Content-Type': ['text/plain', 'application/json'] })).toBe(REFUSALS.duplicateField);
    expect(read({ Authorization: ['a', 'b'] })).toBe(REFUSALS.duplicateField);
    expect(read({ Expect: ['100-continue', '100-continue'] })).toBe(REFUSALS.duplicateField);
  });

  test('is refused with an expectation that cannot be met', () => {
    expect(read({ Expect: 'the-unexpected' })).toBe(REFUSALS.expectationFailed);
    expect(read({ Expect: '100-Continue' })).toMatchObject({ expectsContinue: true });
  });
});
