import type { EventEmitter } from 'node:events';

/** Ctrl-C under npm arrives twice, from the terminal and from npm, a few milliseconds apart; a person takes longer. */
const SAME_KEY_PRESS = 300;

/**
 * Aborts at the first SIGINT or SIGTERM; `force` is called when a person insists with a second one.
 * `signals` is the process.
 */
export function interruption(signals: EventEmitter, force: () => void): AbortSignal {
  const stop = new AbortController();
  let first = 0;
  function onSignal(): void {
    if (!stop.signal.aborted) {
      first = performance.now();
      stop.abort();
    } else if (performance.now() - first > SAME_KEY_PRESS) force();
  }
  signals.on('SIGINT', onSignal).on('SIGTERM', onSignal);
  return stop.signal;
}
