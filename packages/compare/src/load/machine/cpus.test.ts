import { describe, expect, it } from '@jest/globals';
import { cpuList, divideCpus, keptOn } from './cpus.ts';

describe('divideCpus', () => {
  it('gives the generator the first processor and the servers the others', () => {
    expect(divideCpus([2, 3, 5], true)).toEqual({ generator: [2], servers: [3, 5] });
  });

  it('says why it cannot', () => {
    expect(divideCpus([0], true)).toBe('this process may use one processor only');
    expect(divideCpus([0, 1], false)).toBe('taskset (util-linux) is not installed');
  });
});

describe('cpuList', () => {
  it('reads ranges and single processors', () => {
    expect(cpuList('0-2,5')).toEqual([0, 1, 2, 5]);
    expect(cpuList('7')).toEqual([7]);
    expect(cpuList('')).toEqual([]);
  });
});

describe('keptOn', () => {
  it('puts taskset in front', () => {
    expect(keptOn([1, 3], ['node', 'x.js'])).toEqual({
      command: 'taskset',
      args: ['-c', '1,3', 'node', 'x.js'],
    });
    expect(keptOn(undefined, ['node', 'x.js'])).toEqual({ command: 'node', args: ['x.js'] });
  });
});
