/** Where a program is in its life: `starting` until it listens, `draining` from the first signal on. */
export type Phase = 'starting' | 'ready' | 'draining';

/** The phase of this process, which probes report. */
export class Lifecycle {
  #phase: Phase = 'starting';

  get phase(): Phase {
    return this.#phase;
  }

  /** The program listens and may be sent requests. */
  ready(): void {
    if (this.#phase === 'starting') this.#phase = 'ready';
  }

  /** The program should be sent nothing new. */
  draining(): void {
    this.#phase = 'draining';
  }
}
