/**
 * Loaded into a server before its program (`--import`): tells its parent, at every message after the first, how many bytes of
 * objects have been made since the one before, as V8's sampling heap profiler estimates it.
 */
import { type HeapProfiler, Session } from 'node:inspector';

/** Between two samples, in bytes. */
const INTERVAL = 8192;

const session = new Session();
session.connect();

function start(): void {
  session.post('HeapProfiler.startSampling', {
    samplingInterval: INTERVAL,
    includeObjectsCollectedByMajorGC: true,
    includeObjectsCollectedByMinorGC: true,
  });
}

function sizeOf({ selfSize, children }: HeapProfiler.SamplingHeapProfileNode): number {
  return children.reduce((sum, child) => sum + sizeOf(child), selfSize);
}

let running = false;

process.on('message', () => {
  const before = running;
  running = true;
  if (!before) {
    start();
    process.send?.({ bytes: 0 });
    return;
  }
  session.post('HeapProfiler.stopSampling', (error, { profile }) => {
    if (error) throw error;
    process.send?.({ bytes: sizeOf(profile.head) });
    start();
  });
});
process.channel?.unref();
