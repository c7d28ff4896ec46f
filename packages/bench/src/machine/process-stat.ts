import { readdirSync, readFileSync } from 'node:fs';

/** What the kernel says of one process (proc(5), `/proc/<pid>/stat`). */
export interface ProcessStat {
  readonly group: number;
  /** CPU time of all its threads, user and system, in clock ticks. */
  readonly ticks: number;
  /** Resident memory, in pages. */
  readonly pages: number;
}

/** Reads a line of `/proc/<pid>/stat`. The name is in parentheses and may itself hold spaces and parentheses. */
export function parseStat(line: string): ProcessStat {
  const fields = line.slice(line.lastIndexOf(')') + 2).split(' ');
  const field = (number: number): number => Number(fields[number - 3]);
  return { group: field(5), ticks: field(14) + field(15), pages: field(24) };
}

/** All processes of a group: a server that forks workers is measured with them. */
export function groupStats(group: number): ProcessStat[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/u.test(name))
    .flatMap((pid) => readStat(pid) ?? [])
    .filter((stat) => stat.group === group);
}

function readStat(pid: string): ProcessStat | undefined {
  try {
    return parseStat(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    // It ended between the listing and the reading.
    return undefined;
  }
}
