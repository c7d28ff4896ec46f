import { describe, expect, it } from '@jest/globals';
import { get } from '../load/request.ts';
import { compare } from './comparison.ts';
import type { Lane } from './lane.ts';
import type { Block } from './plan.ts';

const command: Lane['command'] = (port) => ({ command: 'true', args: [], url: `http://127.0.0.1:${port}` });
const block = (lane: string, round: number, cost: number): Block => ({
  lane,
  round,
  request: 'GET /',
  cost,
  rate: 1e6 / cost,
  firstAnswer: 100,
});

describe('compare', () => {
  const plan = {
    requests: [get('/')],
    lanes: [
      { name: 'bare', command },
      { name: 'twin', baseline: 'bare', command },
    ],
  };
  const blocks = [block('bare', 1, 10), block('twin', 1, 12), block('twin', 2, 24), block('bare', 2, 20)];

  it('gives medians for every lane and a ratio for those with a baseline', () => {
    const [bare, twin] = compare(plan, blocks);
    expect(bare).toMatchObject({ cost: 15, ratio: undefined });
    expect(twin?.cost).toBe(18);
    expect(twin?.ratio?.ratio).toBeCloseTo(1.2, 10);
  });
});
