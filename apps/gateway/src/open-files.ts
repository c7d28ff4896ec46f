import { readFileSync } from 'node:fs';

/** Files that the process needs besides connections: its log, the name server, health checks, the admin listener. */
const OTHERS = 64;
/** Each client may need a connection to a replica. */
const EACH = 2;
const SOFT = /^Max open files\s+(\d+)/mu;

/**
 * How many client connections the process has files for: with more, it could take clients but connect them to nobody.
 * Infinity where nothing says how many files there are (other systems than Linux).
 */
export function mostConnections(limits = '/proc/self/limits'): number {
  const files = openFiles(limits);
  return files === undefined ? Infinity : Math.max(1, Math.floor((Number(files) - OTHERS) / EACH));
}

function openFiles(limits: string): string | undefined {
  try {
    return SOFT.exec(readFileSync(limits, 'utf8'))?.[1];
  } catch {
    return undefined;
  }
}
