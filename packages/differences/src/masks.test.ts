import { describe, expect, it } from '@jest/globals';
import { masked, maskedIn } from './masks.ts';

describe('masked', () => {
  it.each([
    ['"timestamp":"2026-01-02T03:04:05.678Z"', '"timestamp":"<time>"'],
    ['Thu, 01 Jan 2026 00:00:00 GMT', '<date>'],
    ['id 3f2504e0-4f89-41d3-9a0c-0305e82c3301', 'id <id>'],
    ['{"reqId":"req-1f"}', '{"reqId":"<id>"}'],
    ['http://127.0.0.1:41234/x', 'http://<address>/x'],
    [
      '<pre>Error: x<br> &nbsp; &nbsp;at f (/a/b.js:1:2)<br> &nbsp; &nbsp;at g (b.js:3:4)</pre>',
      '<pre>Error: x<br>&lt;stack&gt;</pre>',
    ],
    ['Error: x\n    at f (/a/b.js:1:2)\n    at g', 'Error: x<stack>'],
    ['cannot read file:///srv/app/dist/main.js:12:3', 'cannot read <path>'],
  ])('%j becomes %j', (text, expected) => {
    expect(masked(text)).toBe(expected);
  });

  it.each(['{"a":1}', '2026-01-02', 'GET /a/b/c?x=1', 'a@b.test', '12345678-1234'])(
    'leaves %j alone',
    (text) => {
      expect(masked(text)).toBe(text);
    },
  );
});

describe('maskedIn', () => {
  it('names what is masked, with what stood there', () => {
    expect(maskedIn('{"timestamp":"2026-01-02T03:04:05Z","hostname":"a","n":1}')).toEqual([
      { name: 'time', value: '2026-01-02T03:04:05Z' },
      { name: 'hostname', value: '"hostname":"a"' },
    ]);
  });

  it('names nothing where nothing changes', () => {
    expect(maskedIn('{"message":"hello"}')).toEqual([]);
  });
});
