import pretty from 'pino-pretty';
import * as z from 'zod';

const RequestLine = z.object({
  msg: z.literal('request'),
  method: z.string().optional(),
  path: z.string(),
  status: z.number(),
  duration: z.number(),
  pool: z.string().optional(),
  replica: z.string().optional(),
});

/**
 * Makes a program's log line readable: time, level, and for a finished request its method, path, status and duration,
 * and at the gateway which replica answered. What is no JSON, such as a message on stderr, stays as it is.
 */
export function createLineFormat(colorize: boolean): (line: string) => string {
  const common = {
    colorize,
    translateTime: 'SYS:HH:MM:ss.l',
    ignore: 'pid,hostname,service,framework',
    singleLine: true,
  };
  const event = pretty.prettyFactory(common);
  const request = pretty.prettyFactory({ ...common, hideObject: true });
  return (line) => {
    const record = readRecord(line);
    if (!record) return line;
    const { data } = RequestLine.safeParse(record);
    if (!data) return event(record).trimEnd();
    const answered = `${data.method ?? '?'} ${data.path} ${data.status} ${data.duration.toFixed(1)} ms`;
    const msg = data.replica ? `${answered}, ${data.pool ?? 'pool'} ${data.replica}` : answered;
    return request({ ...record, msg }).trimEnd();
  };
}

const LogRecord = z.record(z.string(), z.unknown());

function readRecord(line: string): z.infer<typeof LogRecord> | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    return LogRecord.parse(JSON.parse(line));
  } catch {
    return undefined;
  }
}
