/** Ctrl-C under npm arrives twice, from the terminal and from npm, a few milliseconds apart; a person takes longer. */
const SAME_KEY_PRESS = 300;

/** The wish of who started this process that it ends: the first signal asks for it, a later one insists. */
export class Interruption {
  readonly #asked = new AbortController();
  readonly #insisted = new AbortController();
  #first = 0;

  /** Aborted once somebody has asked. */
  get asked(): AbortSignal {
    return this.#asked.signal;
  }

  /** Aborted once somebody insists. */
  get insisted(): AbortSignal {
    return this.#insisted.signal;
  }

  /** A signal has come, at `now` in milliseconds. */
  signal(now: number): void {
    if (!this.asked.aborted) {
      this.#first = now;
      this.#asked.abort();
    } else if (now - this.#first > SAME_KEY_PRESS) this.#insisted.abort();
  }
}
