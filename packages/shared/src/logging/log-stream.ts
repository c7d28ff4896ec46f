import { setTimeout as sleep } from 'node:timers/promises';
import sonicBoom from 'sonic-boom';

/**
 * Lines are written in batches, at the latest every 100 ms, and never block the event loop: a service keeps answering
 * when nobody reads its output. Beyond 8 MiB of unread output lines are dropped.
 */
const BATCH = { minLength: 4096, periodicFlush: 100, maxLength: 8 * 1024 * 1024 } as const;

/** How long a reader who has stalled may keep the process alive, in milliseconds. */
const PATIENCE = 1000;

/** A place for log lines. */
export interface LogStream {
  readonly write: (line: string) => void;
  /** Writes what is buffered, but does not wait for ever for a reader who has stalled. */
  readonly flush: () => Promise<void>;
}

/**
 * Opens a file descriptor for log lines. Pino's own destination is not used because at exit it writes what is left
 * synchronously, for as long as it takes: with a full pipe or a closed one the process never ends.
 */
export function openLogStream(fd: number): LogStream {
  const stream = new sonicBoom.SonicBoom({ fd, sync: false, ...BATCH });
  let broken = false;
  stream.on('error', () => {
    // Nobody reads any more (EPIPE), and nobody ever will.
    broken = true;
  });
  const flushOnce = (): Promise<void> => new Promise((resolve) => stream.flush(() => resolve()));
  return {
    write(line) {
      if (!broken) stream.write(line);
    },
    async flush() {
      if (broken) return;
      // The first one may only wait for a write under way, which does not have the last lines.
      await Promise.race([flushOnce().then(flushOnce), sleep(PATIENCE, undefined, { ref: false })]);
    },
  };
}
