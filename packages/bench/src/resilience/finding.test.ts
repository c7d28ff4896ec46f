import { describe, expect, it } from '@jest/globals';
import { findingLine, isMet, outcomeTable } from './finding.ts';

describe('a finding', () => {
  it.each([
    [4, 5, true],
    [5, 5, true],
    [6, 5, false],
    [Number.NaN, 5, false],
    [6, undefined, true],
  ])('of %p with the goal %p is met: %p', (value, goal, met) => {
    expect(isMet({ name: 'errors', value, ...(goal !== undefined && { goal }) })).toBe(met);
  });

  it('is a line that says whether the goal is met', () => {
    expect(findingLine({ name: 'p99', value: 120, unit: ' ms', goal: 100 })).toBe(
      'p99: 120 ms (goal ≤ 100 ms): MISS',
    );
    expect(findingLine({ name: 'p99', value: 12, unit: ' ms' })).toBe('p99: 12 ms');
  });
});

describe('the table of outcomes', () => {
  it('has a row for each figure, and says why there is none', () => {
    const rows = outcomeTable([
      { scenario: 'kill', findings: [{ name: 'failed', value: 0, goal: 0 }] },
      { scenario: 'dns', findings: [], skipped: 'port 53 is for root' },
    ]).split('\n');
    expect(rows).toHaveLength(4);
    expect(rows[2]).toMatch(/^\| kill +\| failed +\| +0 \| +≤ 0 \| yes \|$/u);
    expect(rows[3]).toContain('not measured: port 53 is for root');
  });
});
