import { setTimeout as sleep } from 'node:timers/promises';

/** How often is asked, and how long one answer may take, in milliseconds. */
const INTERVAL = 50;
const ANSWER = 2000;

/** Resolves once `url` answers 200, or once `signal` says that nobody waits any more. */
export async function answering(url: string, signal: AbortSignal): Promise<void> {
  while (!signal.aborted && !(await isOk(url, signal))) await sleep(INTERVAL);
}

async function isOk(url: string, signal: AbortSignal): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.any([signal, AbortSignal.timeout(ANSWER)]) });
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
}
