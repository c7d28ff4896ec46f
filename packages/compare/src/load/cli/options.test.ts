import { describe, expect, it } from '@jest/globals';
import { readLoadOptions } from './options.ts';

describe('the options of compare load', () => {
  it('have 12 pairs, 6 or 20', () => {
    expect(readLoadOptions([]).pairs).toBe(12);
    expect(readLoadOptions(['--quick']).pairs).toBe(6);
    expect(readLoadOptions(['--thorough']).pairs).toBe(20);
    expect(readLoadOptions(['--pairs', '9']).pairs).toBe(9);
  });

  it('read lists and percentages', () => {
    const options = readLoadOptions(['--connections', '1,32,32', '--margin', '5%', '--also', 'a/b,c/d']);
    expect(options.connections).toEqual([1, 32]);
    expect(options.margin).toBe(0.05);
    expect(options.also).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ]);
  });

  it.each([
    [['--pairs', '3', '--quick'], '--quick, --thorough and --pairs say the same thing: give one of them'],
    [['--pairs', '25'], '--pairs: give a number from 2 to 24'],
    [['--rate', '0'], '--rate: give whole numbers from 1 to 1000000, separated by commas'],
    [['--margin', '150%'], '--margin: give a percentage between 0 and 100'],
    [['--workloads', 'rot'], '--workloads: there is no "rot": there are root, echo-100'],
    [['--target', 'x=ftp://y'], '--target x=ftp://y: give a name and an http address'],
    [['--also', 'a'], '--also: give pairs of lanes'],
    [['--nonsense'], "Unknown option '--nonsense'; see compare load --help"],
  ])('refuse %j', (argv, message) => {
    expect(() => readLoadOptions(argv)).toThrow(message);
  });
});
