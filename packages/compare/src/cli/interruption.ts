/** What Ctrl-C does: it ends the program at once, unless a command has said that it ends by itself. */
export class Interruption {
  readonly #controller = new AbortController();
  #expected = false;

  /** The command will end soon after the signal is aborted; a second Ctrl-C ends it at once. */
  expect(): AbortSignal {
    this.#expected = true;
    return this.#controller.signal;
  }

  /** Ctrl-C was pressed. Answers whether the command goes on for a moment, to end by itself. */
  arrive(): boolean {
    const again = this.#controller.signal.aborted;
    this.#controller.abort();
    return this.#expected && !again;
  }
}
