import { describe, expect, it } from '@jest/globals';
import { table } from './table.ts';

describe('table', () => {
  it('is Markdown with padded columns, numbers to the right', () => {
    const rows = [
      ['express-echo', '21.5'],
      ['bare', '9.1'],
    ];
    expect(table(['lane', 'µs'], rows)).toBe(
      [
        '| lane         |   µs |',
        '| ------------ | ---: |',
        '| express-echo | 21.5 |',
        '| bare         |  9.1 |',
      ].join('\n'),
    );
  });
});
