import { describe, expect, it } from '@jest/globals';
import type { Block } from '../results/block.ts';
import type { Row } from './comparison.ts';
import { blockOf, blocksOf, planOf } from './fixture.ts';
import { outcomeOf } from './outcome.ts';

function row(blocks: readonly Block[], id = 'throughput-32', plan = planOf()): Row | undefined {
  return outcomeOf(plan, blocks).comparisons[0]?.rows.find(({ metric }) => metric.id === id);
}

describe('the outcome of a run', () => {
  it('calls a lane faster that is, with its ratio and interval', () => {
    const found = row(blocksOf(planOf(), 1.5));
    expect(found?.verdict).toBe('better');
    expect(found?.ratio?.value).toBeCloseTo(1.5, 2);
    expect(found?.ratio?.low).toBeLessThan(1.5);
    expect(found?.p).toBeCloseTo(2 / 2 ** 12, 6);
  });

  it('knows that CPU time is better when it is less', () => {
    const found = row(blocksOf(planOf(), 1.5), 'cpu');
    expect(found?.ratio?.value).toBeCloseTo(1 / 1.5, 2);
    expect(found?.verdict).toBe('better');
  });

  it('calls lanes equivalent that differ by less than the margin', () => {
    expect(row(blocksOf(planOf(), 1.01))?.verdict).toBe('equivalent');
  });

  it('leaves a pair out when a gate rejected one of its windows, counts it, and tells why', () => {
    const blocks = blocksOf(planOf(), 1.5).map((block, index): Block =>
      index > 0
        ? block
        : { ...block, windows: block.windows.map((window) => ({ ...window, rejected: ['slow'] })) },
    );
    expect(row(blocks)).toMatchObject({ pairs: 11, rejected: 1 });
    expect(row(blocks)?.points.map((point) => point !== null)).toEqual(
      Array.from({ length: 12 }, (_, round) => round > 0),
    );
    const { rejections, windows } = outcomeOf(planOf(), blocks);
    expect(rejections).toHaveLength(2);
    expect(rejections[0]).toMatchObject({ level: '32 connections', reasons: ['slow'], tail: false });
    expect(windows).toBe(48);
  });

  it('tells no p99 from fewer than 10,000 requests a window', () => {
    expect(row(blocksOf(planOf(), 1.5), 'p99')).toBeUndefined();
    expect(row(blocksOf(planOf(), 1.5), 'p50')?.a).toBeGreaterThan(1000);
    expect(row(blocksOf(planOf(), 1.5), 'p90')?.a).toBeGreaterThan(1500);
    expect(row(blocksOf(planOf(), 1.5), 'p99.9')).toBeUndefined();
  });

  it('uses the t test where sign flips could never reach 5 %, and says so', () => {
    const plan = planOf({ pairs: 6 });
    const [comparison] = outcomeOf(plan, blocksOf(plan, 1.5)).comparisons;
    expect(comparison?.test).toBe('paired t');
    expect(comparison?.rows[0]?.verdict).toBe('better');
    expect(outcomeOf(planOf(), blocksOf(planOf(), 1.5)).comparisons[0]?.test).toBe('sign-flip');
  });

  it('is incomplete while blocks are missing', () => {
    const blocks = blocksOf(planOf(), 1.5);
    expect(outcomeOf(planOf(), blocks).complete).toBe(true);
    expect(outcomeOf(planOf(), blocks.slice(1))).toMatchObject({ complete: false, planned: 24 });
  });

  it('keeps a block that broke off, with the reason', () => {
    const broken = { ...blockOf({ lane: 'b', arm: 1 }, 1000), windows: [], fault: 'it crashed' };
    expect(outcomeOf(planOf(), [broken]).rejections).toEqual([
      { place: broken.place, level: null, reasons: ['it crashed'], tail: false },
    ]);
  });

  it('measures the noise floor between two arms of one lane', () => {
    const noise = [0, 1, 2].flatMap((round) =>
      [0, 1].map((arm) => blockOf({ phase: 'noise', round, arm }, 1000 + 5 * arm * (round - 1))),
    );
    const plan = planOf({ noisePairs: 3 });
    const found = outcomeOf(plan, noise).noise;
    expect(found).toMatchObject({ a: 'a', b: 'a' });
    expect(found?.rows[0]?.ratio?.value).toBeCloseTo(1, 2);
  });
});
