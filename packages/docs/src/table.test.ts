import { describe, expect, it } from '@jest/globals';
import { table } from './table.ts';

describe('a table', () => {
  it('has columns as wide as their widest cell', () => {
    const rows = [
      ['name', 'x'],
      ['a', 'longer'],
    ];
    expect(table(rows)).toBe('| name | x      |\n| ---- | ------ |\n| a    | longer |');
  });

  it('keeps a bar inside a cell', () => {
    expect(table([['a|b']])).toContain('a\\|b');
  });
});
