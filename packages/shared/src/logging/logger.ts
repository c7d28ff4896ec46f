import { pino, type DestinationStream, type Logger } from 'pino';

export type { Logger } from 'pino';

/** A logger, and the way to see its last lines out. */
export interface Log {
  readonly logger: Logger;
  /** Writes what is buffered; gives up after `patience` ms, so that a blocked pipe cannot keep the process alive. */
  readonly flush: (patience?: number) => Promise<void>;
}

/** How a program logs. */
export interface LogOptions {
  readonly level: string;
  /** Fields of every line, such as the service's name. */
  readonly base: Readonly<Record<string, unknown>>;
  /** For people: coloured, one readable line an event. Chosen by whether stdout is a terminal, not by NODE_ENV. */
  readonly pretty: boolean;
}

/**
 * Lines are written in batches, at the latest every 100 ms, and never block the event loop: a service keeps answering
 * when nobody reads its output. Beyond 8 MiB of unread output lines are dropped.
 */
const BATCH = { minLength: 4096, periodicFlush: 100, maxLength: 8 * 1024 * 1024 } as const;

/** JSON on stdout, one line an event; readable lines when a person is looking. */
export async function createLog({ level, base, pretty }: LogOptions): Promise<Log> {
  const options = { level, base, formatters: { level: (label: string) => ({ level: label }) } };
  if (pretty) {
    const { default: makePretty } = await import('pino-pretty');
    const stream = makePretty({
      colorize: true,
      singleLine: true,
      ignore: Object.keys(base).join(','),
      sync: true,
    });
    return { logger: pino(options, stream), flush: async () => undefined };
  }
  const destination = pino.destination({ dest: 1, sync: false, ...BATCH });
  return { logger: pino(options, destination), flush: (patience = 1000) => flushed(destination, patience) };
}

function flushed(
  destination: DestinationStream & { flush(done: () => void): void },
  patience: number,
): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, patience);
    destination.flush(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}
