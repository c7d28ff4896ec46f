/** How often is looked, in milliseconds. */
const INTERVAL = 250;

/** Who one's parent process is, now: `process`. */
export interface Descendant {
  readonly ppid: number;
}

/**
 * Calls `lost` when the parent process is gone. npm runs a script in a shell and passes SIGTERM on to that shell, which
 * ends without a word to what it has started: without this, `kill` of npm would leave everything running.
 */
export function watchParent(descendant: Descendant, lost: () => void): void {
  const parent = descendant.ppid;
  const timer = setInterval(() => {
    if (descendant.ppid === parent) return;
    clearInterval(timer);
    lost();
  }, INTERVAL);
  timer.unref();
}
