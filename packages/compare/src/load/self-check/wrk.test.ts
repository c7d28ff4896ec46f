import { describe, expect, it } from '@jest/globals';
import { agreement } from './wrk.ts';

const logs = (...ratios: number[]): number[] => ratios.map((ratio) => Math.log(ratio));

describe('throughput beside wrk', () => {
  it('is right within 5 %', () => {
    expect(agreement(logs(0.97, 0.98, 0.96, 0.99, 0.97))).toEqual({
      name: 'throughput beside wrk',
      measured: '× 0.974 (0.960 – 0.988) over 5 of 5 pairs',
      verdict: 'right',
    });
  });

  it('is wrong only when the pairs prove more than 5 %', () => {
    expect(agreement(logs(1.09, 1.1, 1.08, 1.09, 1.1)).verdict).toBe('wrong');
    expect(agreement(logs(0.9, 0.91, 0.89, 0.9, 0.9)).verdict).toBe('wrong');
  });

  it('says nothing of pairs that scatter around the limit, or that are too few', () => {
    expect(agreement(logs(1, 1.12, 1.02, 1.14, 1.07))).toMatchObject({ verdict: 'invalid' });
    expect(agreement(logs(1, 1))).toEqual({
      name: 'throughput beside wrk',
      measured: 'sound over 2 of 5 pairs; other programs ran during the rest',
      verdict: 'invalid',
    });
  });
});
