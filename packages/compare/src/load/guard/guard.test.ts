import { describe, expect, it } from '@jest/globals';
import { blocksOf, planOf } from '../report/fixture.ts';
import { guard, type Measurement } from './guard.ts';
import { guardText } from './text.ts';

const run = (ratio: number): Measurement => ({ plan: planOf(), blocks: blocksOf(planOf(), ratio) });
const RULE = { margin: 0.05, sameMachine: false };

describe('the guard', () => {
  it('proves a regression beyond the margin, by ratios inside each run', () => {
    const findings = guard(run(1.5), run(1.3), RULE);
    expect(findings.filter(({ verdict }) => verdict === 'regression').map(({ metric }) => metric)).toContain(
      'throughput, 32 connections',
    );
    expect(findings[0]).toMatchObject({ lane: 'b', beside: 'a' });
    expect(findings[0]?.worse).toBeCloseTo(1.5 / 1.3, 2);
    expect(guardText(findings, 0.05)).toContain(
      'regression: b, root, throughput, 32 connections (beside a): × 1.15',
    );
  });

  it('lets pass what is as it was, better, or worse by less than the margin', () => {
    for (const ratio of [1.5, 1.6, 1.48]) {
      expect(guard(run(1.5), run(ratio), RULE).every(({ verdict }) => verdict === 'held')).toBe(true);
    }
  });

  it('says unresolved where the interval holds the margin', () => {
    const blocks = blocksOf(planOf(), 1.5).map((block, index) =>
      index % 4 === 1 ? (blocksOf(planOf(), 1.1)[index] ?? block) : block,
    );
    const found = guard(run(1.5), { plan: planOf(), blocks }, RULE);
    expect(found.find(({ metric }) => metric.startsWith('throughput'))?.verdict).not.toBe('held');
    const few = { plan: planOf(), blocks: blocks.slice(0, 6) };
    expect(guard(run(1.5), few, RULE).find(({ metric }) => metric.startsWith('throughput'))?.verdict).toBe(
      'unresolved',
    );
  });

  it('compares the first lane by itself only on the same machine', () => {
    expect(guard(run(1.5), run(1.5), RULE).some(({ lane }) => lane === 'a')).toBe(false);
    expect(guard(run(1.5), run(1.5), { ...RULE, sameMachine: true }).some(({ lane }) => lane === 'a')).toBe(
      true,
    );
  });

  it('has nothing to say about workloads that the baseline does not have', () => {
    const other = planOf({
      workloads: [{ workload: 'echo', request: 'POST /echo', levels: [], lanes: ['a', 'b'] }],
    });
    expect(guard({ plan: other, blocks: [] }, run(1), RULE)).toEqual([]);
  });
});
