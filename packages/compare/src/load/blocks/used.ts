import type { Usage } from '../lanes/usage.ts';
import type { Used } from '../results/block.ts';

/** A moment at which a window begins or ends. */
export interface Moment {
  readonly usage: Usage | undefined;
  /** Time that the servers' processors have worked, in milliseconds; undefined where they are not the servers' alone. */
  readonly busy: number | undefined;
  /** When `busy` was read, in milliseconds. */
  readonly at: number;
}

/**
 * What a server used between two moments. The moments are a little off the window's ends, so that CPU time is taken as a rate.
 *
 * @param requests completed in the window
 */
export function usedBetween(from: Moment, to: Moment, { requests, seconds, processors }: Extent): Used {
  if (!from.usage || !to.usage) return { cpu: null, utilisation: null, foreign: null, throttled: null };
  const elapsed = to.usage.at - from.usage.at;
  const own = (to.usage.cpu - from.usage.cpu) / 1000 / elapsed;
  return {
    cpu: requests === 0 ? null : (own * seconds * 1e6) / requests,
    utilisation: utilisation(from.usage, to.usage),
    // Containers run on any processor: what others do on the servers' says nothing about them.
    foreign: to.usage.loop === null ? null : foreign(from, to, own, processors),
    throttled: difference(from.usage.throttled, to.usage.throttled),
  };
}

interface Extent {
  readonly requests: number;
  readonly seconds: number;
  /** How many processors are the servers'. */
  readonly processors: number;
}

function utilisation({ loop: from }: Usage, { loop: to }: Usage): number | null {
  if (!from || !to) return null;
  const active = to.active - from.active;
  return active / (active + to.idle - from.idle);
}

function foreign(from: Moment, to: Moment, own: number, processors: number): number | null {
  if (from.busy === undefined || to.busy === undefined) return null;
  const busy = (to.busy - from.busy) / (to.at - from.at);
  return Math.max(0, busy - own) / processors;
}

function difference(from: number | null, to: number | null): number | null {
  return from === null || to === null ? null : to - from;
}
