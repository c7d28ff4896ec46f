import { describe, expect, it } from '@jest/globals';
import { usageIn } from './container.ts';

const ANSWER = {
  read: '2026-01-01T00:00:01.500Z',
  cpu_stats: { cpu_usage: { total_usage: 2_500_000_000 }, throttling_data: { throttled_periods: 4 } },
  memory_stats: { usage: 90_000_000, stats: { inactive_file: 10_000_000 } },
};

describe('usageIn', () => {
  it('reads CPU time, memory without droppable cache, and how often the container was held back', () => {
    expect(usageIn(ANSWER)).toEqual({
      at: Date.parse('2026-01-01T00:00:01.500Z'),
      cpu: 2_500_000,
      loop: null,
      memory: 80_000_000,
      peak: 80_000_000,
      throttled: 4,
    });
  });

  it('knows the names of cgroup v1, and its high-water mark', () => {
    const memory = { usage: 90, max_usage: 120, stats: { total_inactive_file: 30 } };
    expect(usageIn({ ...ANSWER, memory_stats: memory })).toMatchObject({ memory: 60, peak: 120 });
  });
});
