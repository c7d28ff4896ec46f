import type { EventEmitter } from 'node:events';

/** Ctrl-C under npm arrives twice, from the terminal and from npm, a few milliseconds apart; a person takes longer. */
const SAME_KEY_PRESS = 300;

/** What insisting leads to, and the clock in milliseconds that tells whether somebody insists. */
export interface Insistence {
  readonly force: () => void;
  readonly now: () => number;
}

/** Aborts at the first SIGINT or SIGTERM of the process; a second one, from a person who insists, forces the end. */
export function interruption(process: EventEmitter, { force, now }: Insistence): AbortSignal {
  const stop = new AbortController();
  let first = 0;
  function onSignal(): void {
    if (!stop.signal.aborted) {
      first = now();
      stop.abort();
    } else if (now() - first > SAME_KEY_PRESS) force();
  }
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
  return stop.signal;
}
