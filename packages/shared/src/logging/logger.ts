import { pino, type Logger } from 'pino';
import { joined, openLogFile } from './log-file.ts';
import { openLogStream } from './log-stream.ts';

export type { Logger } from 'pino';

/** A logger, and the way to see its last lines out. */
export interface Log {
  readonly logger: Logger;
  /** Writes what is buffered, but does not wait for a reader who has stalled. */
  readonly flush: () => Promise<void>;
}

/** How a program logs. */
export interface LogOptions {
  readonly level: string;
  /** Fields of every line, such as the service's name. */
  readonly base: Readonly<Record<string, unknown>>;
  /** A file to write to as well. */
  readonly file?: string | undefined;
  /** For people: coloured, one readable line an event. Chosen by whether stdout is a terminal, not by NODE_ENV. */
  readonly pretty: boolean;
}

/** JSON on stdout, one line an event; readable lines when a person is looking. */
export async function createLog({ level, base, file, pretty }: LogOptions): Promise<Log> {
  const options = { level, base, formatters: { level: (label: string) => ({ level: label }) } };
  if (pretty && file === undefined) {
    const { default: makePretty } = await import('pino-pretty');
    const ignore = Object.keys(base).join(',');
    const stream = makePretty({ colorize: true, singleLine: true, ignore, sync: true });
    return { logger: pino(options, stream), flush: async () => undefined };
  }
  const stdout = openLogStream(1);
  const stream = file === undefined ? stdout : joined([stdout, openLogFile(file)]);
  return { logger: pino(options, stream), flush: stream.flush };
}
