import { pino, type Logger } from 'pino';
import * as z from 'zod';

/** What a pino logger keeps under the keys that it publishes as `pino.symbols`. */
const Parts = z.object({
  /** The start of a line by level: `{"level":"info"`. */
  starts: z.record(z.string(), z.string()),
  /** The fields of every line: `,"service":"…"`. */
  base: z.string(),
  stream: z.custom<{ write(line: string): void }>(
    (value) => typeof value === 'object' && value !== null && 'write' in value,
  ),
});

/**
 * A way to write many lines of one level and message: it takes their fields as JSON, `"status":200,"path":"/"`, and puts
 * the logger's own around them. A line then costs a fifth of what `logger.info` takes to look at every field's type; in
 * return the fields pass no serialisers and no redaction. For the access log, which every request pays for.
 */
export function lineWriter(
  logger: Logger,
  level: 'info' | 'debug',
  message: string,
): (fields: string) => void {
  const { lsCacheSym, chindingsSym, streamSym } = pino.symbols;
  const part = (key: symbol): unknown => Reflect.get(logger, key);
  const { starts, base, stream } = Parts.parse({
    starts: part(lsCacheSym),
    base: part(chindingsSym),
    stream: part(streamSym),
  });
  const value = pino.levels.values[level] ?? 0;
  const start = `${starts[value] ?? '{'},"time":`;
  const end = `,"msg":${JSON.stringify(message)}}\n`;
  let head = '';
  let moment = 0;
  return (fields) => {
    if (logger.levelVal > value) return;
    const now = Date.now();
    // Many lines share a millisecond.
    if (now !== moment) head = `${start}${now}${base},`;
    moment = now;
    stream.write(head + fields + end);
  };
}
