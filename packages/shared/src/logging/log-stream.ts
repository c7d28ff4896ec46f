import { setTimeout as sleep } from 'node:timers/promises';
import sonicBoom, { type SonicBoom } from 'sonic-boom';

/** Characters after which a batch is written: what fits into a pipe. Each write is a trip to another thread, which costs as much as a dozen requests. */
const FULL = 60_000;
/** The longest that a line waits for its batch to be full, in milliseconds. */
const WAIT = 100;
/** How much output that nobody reads is kept, in bytes; lines beyond are dropped. */
const UNREAD = 8 * 1024 * 1024;

/** How long a reader who has stalled may keep the process alive, in milliseconds. */
const PATIENCE = 1000;

/** A place for log lines. */
export interface LogStream {
  readonly write: (line: string) => void;
  /** Writes what is buffered, but does not wait for ever for a reader who has stalled. */
  readonly flush: () => Promise<void>;
}

/** Waits until everything is written, but not for ever. */
export async function seenOut(stream: Pick<SonicBoom, 'flush'>): Promise<void> {
  const flushOnce = (): Promise<void> => new Promise((resolve) => stream.flush(() => resolve()));
  // The first one may only wait for a write under way, which does not have the last lines.
  await Promise.race([flushOnce().then(flushOnce), sleep(PATIENCE, undefined, { ref: false })]);
}

/**
 * Opens a file descriptor for log lines. Writing never blocks the event loop: a service keeps answering when nobody reads
 * its output. Batches are made here: sonic-boom measures all that it holds again for each line that it is given. Pino's own destination is not used because at exit it writes what is left
 * synchronously, for as long as it takes: with a full pipe or a closed one the process never ends.
 */
export function openLogStream(fd: number): LogStream {
  const stream = new sonicBoom.SonicBoom({ fd, sync: false, minLength: 1, maxLength: UNREAD });
  let broken = false;
  let batch = '';
  let timer: NodeJS.Timeout | undefined;
  stream.on('error', () => {
    // Nobody reads any more (EPIPE), and nobody ever will.
    broken = true;
  });
  function send(): void {
    clearTimeout(timer);
    timer = undefined;
    if (batch !== '' && !broken) stream.write(batch);
    batch = '';
  }

  return {
    write(line) {
      batch += line;
      if (batch.length >= FULL) send();
      else timer ??= setTimeout(send, WAIT).unref();
    },
    async flush() {
      send();
      if (broken) return;
      await seenOut(stream);
    },
  };
}
