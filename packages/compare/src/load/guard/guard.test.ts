import { describe, expect, it } from '@jest/globals';
import { blockOf, blocksOf, planOf } from '../report/fixture.ts';
import { guard, judgeable, type Measurement } from './guard.ts';
import { guardText } from './text.ts';

const run = (ratio: number): Measurement => ({ plan: planOf(), blocks: blocksOf(planOf(), ratio) });
const MARGIN = 0.05;

/** The same run on a machine that does everything so many times as fast. */
function onMachine(speed: number): Measurement {
  const plan = planOf();
  const blocks = blocksOf(plan, 1).map(({ place }) =>
    blockOf(
      place,
      Math.round(1000 * speed * (place.lane === 'a' ? 1 : 1.5) * (1 + 0.002 * (place.round % 3))),
    ),
  );
  return { plan, blocks };
}

describe('the guard', () => {
  it('proves a regression beyond the margin, by ratios inside each run', () => {
    const findings = guard(run(1.5), run(1.3), MARGIN);
    expect(findings.filter(({ verdict }) => verdict === 'regression').map(({ metric }) => metric)).toContain(
      'throughput, 32 connections',
    );
    expect(findings[0]).toMatchObject({ lane: 'b', beside: 'a' });
    expect(findings[0]?.change?.worse).toBeCloseTo(1.5 / 1.3, 2);
    expect(guardText(findings, 0.05)).toContain(
      'regression: b, root, throughput, 32 connections (beside a): × 1.15',
    );
  });

  it('lets pass what is as it was, better, or worse by less than the margin', () => {
    for (const ratio of [1.5, 1.6, 1.48]) {
      expect(guard(run(1.5), run(ratio), MARGIN).every(({ verdict }) => verdict === 'held')).toBe(true);
    }
  });

  it('does not blame anything for a machine that is slower today, not even the first lane', () => {
    const findings = guard(onMachine(1), onMachine(0.7), MARGIN);
    expect(findings.map(({ lane }) => lane)).not.toContain('a');
    expect(findings.length).toBeGreaterThan(0);
    expect(findings.every(({ verdict }) => verdict === 'held')).toBe(true);
  });

  it('says unresolved where the interval holds the margin', () => {
    const blocks = blocksOf(planOf(), 1.5).map((block, index) =>
      index % 4 === 1 ? (blocksOf(planOf(), 1.1)[index] ?? block) : block,
    );
    const throughput = guard(run(1.5), { plan: planOf(), blocks }, MARGIN)[0];
    expect(throughput).toMatchObject({ metric: 'throughput, 32 connections', verdict: 'unresolved' });
  });

  it('says unresolved, too, where the gates left too few rounds, or none', () => {
    const rejected = blocksOf(planOf(), 1.2).map((block) => ({
      ...block,
      windows: block.windows.map((window) => ({ ...window, rejected: ['slow'] })),
    }));
    const findings = guard(run(1.5), { plan: planOf(), blocks: rejected }, MARGIN);
    expect(findings[0]).toMatchObject({ change: null, verdict: 'unresolved' });
    expect(guardText(findings, MARGIN)).toContain(
      'unresolved: b, root, throughput, 32 connections (beside a): too few sound rounds in one of the runs',
    );
    const neither = { plan: planOf(), blocks: rejected };
    expect(guard(neither, neither, MARGIN).map(({ metric }) => metric)).toContain('p50 at 1000/s');
  });

  it('says unresolved of latency that is measured at another rate now', () => {
    const [workload] = planOf().workloads;
    const levels = [
      { kind: 'closed' as const, connections: 32 },
      { kind: 'open' as const, rate: 900 },
    ];
    const plan = planOf({ workloads: workload ? [{ ...workload, levels }] : [] });
    const findings = guard(run(1.5), { plan, blocks: blocksOf(planOf(), 1.5) }, MARGIN);
    expect(findings.find(({ metric }) => metric === 'p50 at 1000/s')).toMatchObject({
      change: null,
      verdict: 'unresolved',
    });
  });

  it('can judge nothing by a run of other workloads, or with another first lane', () => {
    const other = planOf({
      workloads: [{ workload: 'echo', request: 'POST /echo', levels: [], lanes: ['a', 'b'] }],
    });
    const turned = planOf({
      workloads: [{ workload: 'root', request: 'GET /', levels: [], lanes: ['b', 'a'] }],
    });
    for (const plan of [other, turned]) {
      expect(judgeable(plan, planOf())).toEqual([]);
      expect(guard({ plan, blocks: [] }, run(1), MARGIN)).toEqual([]);
    }
  });
});
