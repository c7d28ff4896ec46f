import { constants } from 'node:os';

/** Exit codes: 0 after a clean drain, 1 for a failure, 2 for configuration that cannot be used, 128 + n for a second signal n. */
export const EXIT = { ok: 0, failure: 1, usage: 2 } as const;

/** What a process does before it exits. */
export interface LastWords {
  /** Lets go of everything in hand; answers the exit code that this came to. */
  readonly stop: (reason: string) => Promise<number>;
  /** Reports an error that nobody caught. */
  readonly report: (error: unknown) => void;
  /** Sees out what has been reported. */
  readonly flush: () => Promise<void>;
}

const WHILE_STARTING: LastWords = {
  stop: async () => EXIT.ok,
  report: (error) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  },
  flush: async () => undefined,
};

/**
 * How this process ends, whatever the reason: SIGTERM and SIGINT stop it, a second one exits at once. An error nobody
 * caught is reported, and the process stops and exits 1: it is not safe to go on, and whoever started it starts it again.
 */
export class Ending {
  #lastWords = WHILE_STARTING;
  #begun = false;

  /** Listens from the first moment on: as PID 1, a process without handlers is deaf to signals. */
  constructor() {
    process.on('SIGTERM', this.#onSignal).on('SIGINT', this.#onSignal);
    process.on('uncaughtException', this.#onError).on('unhandledRejection', this.#onError);
  }

  /** From now on there is something to let go of. */
  prepare(lastWords: LastWords): void {
    this.#lastWords = lastWords;
  }

  readonly #onSignal = (signal: NodeJS.Signals): void => {
    if (this.#begun) process.exit(128 + constants.signals[signal]);
    void this.#end(signal, EXIT.ok);
  };

  readonly #onError = (error: unknown): void => {
    this.#lastWords.report(error);
    if (!this.#begun) void this.#end('uncaught error', EXIT.failure);
  };

  async #end(reason: string, code: number): Promise<void> {
    this.#begun = true;
    const { stop, report, flush } = this.#lastWords;
    const came = await stop(reason).catch((error: unknown) => {
      report(error);
      return EXIT.failure;
    });
    await flush();
    process.exit(Math.max(code, came));
  }
}
