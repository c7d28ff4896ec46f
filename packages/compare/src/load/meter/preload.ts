import { performance } from 'node:perf_hooks';
import type { Reading } from './reading.ts';

/**
 * Loaded into a measured server ahead of its program (`node --import`): answers, over the channel to the parent process, what
 * it has used so far. It does nothing unless it is asked, and does not keep the process alive.
 */
process.on('message', () => {
  const { user, system } = process.cpuUsage();
  const { idle, active } = performance.eventLoopUtilization();
  const reading: Reading = {
    at: performance.timeOrigin + performance.now(),
    cpu: user + system,
    idle,
    active,
    memory: process.memoryUsage.rss(),
    peak: process.resourceUsage().maxRSS * 1024,
  };
  process.send?.(reading);
});
process.channel?.unref();
// Nobody is left who would end it.
process.on('disconnect', () => process.exit());
