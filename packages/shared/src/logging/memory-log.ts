import { pino, type Logger } from 'pino';
import * as z from 'zod';

/** A logger, and the lines it has written. */
export interface MemoryLog {
  readonly logger: Logger;
  readonly lines: readonly Record<string, unknown>[];
}

/** A logger that keeps its lines, for tests that look at what is logged. */
export function memoryLog(level: string): MemoryLog {
  const lines: Record<string, unknown>[] = [];
  const logger = pino(
    { level, formatters: { level: (label) => ({ level: label }) } },
    {
      write(line) {
        lines.push(z.record(z.string(), z.unknown()).parse(JSON.parse(line)));
      },
    },
  );
  return { logger, lines };
}
