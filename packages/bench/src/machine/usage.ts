import { groupStats } from './process-stat.ts';

/** Linux counts process time in hundredths of a second for user space, whatever the kernel's own tick (time(7)). */
const TICKS_PER_SECOND = 100;
const PAGE = 4096;

/** What a process group has used. */
export interface Usage {
  /** CPU time so far, user and system, in microseconds. */
  readonly cpu: number;
  /** Resident memory now, in bytes. */
  readonly memory: number;
}

/** What a process and the workers it forked have used so far. */
export function usageOf(group: number): Usage {
  const stats = groupStats(group);
  const sum = (key: 'ticks' | 'pages'): number => stats.reduce((total, stat) => total + stat[key], 0);
  return { cpu: (sum('ticks') / TICKS_PER_SECOND) * 1e6, memory: sum('pages') * PAGE };
}
