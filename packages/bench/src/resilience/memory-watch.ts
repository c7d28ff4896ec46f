import { setTimeout as sleep } from 'node:timers/promises';
import type { Gateway } from './gateway.ts';
import { Traffic } from './traffic.ts';

const INTERVAL = 50;
const MB = 1e6;
/** Before anything is measured, so that what the compiler and the first connections take is there already. */
const WARM = { rate: 1000, time: 3000, settle: 1000 };

/** How much a gateway's memory grows at most while some work is done, in MB. */
export async function memoryGrowth(gateway: Gateway, work: () => Promise<unknown>): Promise<number> {
  await Traffic.during({ url: gateway.url, rate: WARM.rate }, () => sleep(WARM.time));
  await sleep(WARM.settle);
  const before = gateway.memory;
  let most = before;
  const timer = setInterval(() => (most = Math.max(most, gateway.memory)), INTERVAL);
  try {
    await work();
  } finally {
    clearInterval(timer);
  }
  return (most - before) / MB;
}
