import sonicBoom from 'sonic-boom';

/**
 * Lines are written in batches, at the latest every 100 ms, and never block the event loop: a service keeps answering
 * when nobody reads its output. Beyond 8 MiB of unread output lines are dropped.
 */
const BATCH = { minLength: 4096, periodicFlush: 100, maxLength: 8 * 1024 * 1024 } as const;

/** Stdout as a place for log lines. */
export interface Stdout {
  readonly write: (line: string) => void;
  /** Writes what is buffered; gives up after `patience` ms, so that a reader who has stalled cannot keep the process alive. */
  readonly flush: (patience?: number) => Promise<void>;
}

/**
 * Opens stdout for log lines. Pino's own destination is not used because at exit it writes what is left synchronously,
 * for as long as it takes: with a full pipe or a closed one the process never ends.
 */
export function openStdout(): Stdout {
  const stream = new sonicBoom.SonicBoom({ fd: 1, sync: false, ...BATCH });
  let broken = false;
  stream.on('error', () => {
    // Nobody reads any more (EPIPE), and nobody ever will.
    broken = true;
  });
  return {
    write(line) {
      if (!broken) stream.write(line);
    },
    flush: (patience = 1000) =>
      new Promise((resolve) => {
        if (broken) return resolve();
        const timer = setTimeout(resolve, patience);
        stream.flush(() => {
          clearTimeout(timer);
          resolve();
        });
      }),
  };
}
