import * as z from 'zod';

const Count = z.int().min(1).max(2_000_000);
const Pause = z.int().min(0).max(600_000);
/** Which connection a step is about, when a probe has several. */
const on = z.string().min(1).optional();

/** What a probe does, one after the other. Text is Latin-1: a character is a byte. */
export const Step = z.union([
  /** Bytes; `{{name}}` is replaced by what an earlier step kept. */
  z.strictObject({ send: z.string(), times: Count.optional(), on }),
  /** A text repeated, `#` in it replaced by 0, 1, 2 …, with `join` between. */
  z.strictObject({ each: z.string(), count: Count, join: z.string().optional(), on }),
  z.strictObject({ base64: z.base64(), on }),
  z.strictObject({ wait: Pause }),
  z.strictObject({ fin: z.literal(true), on }),
  z.strictObject({ reset: z.literal(true), on }),
  /** Connects without sending. */
  z.strictObject({ connect: z.string().min(1) }),
  /** Waits for so many final responses, interim ones or bytes; keeps header values of the last final response. */
  z.strictObject({
    await: z.enum(['response', 'interim', 'bytes', 'close']),
    count: Count.optional(),
    within: Pause.optional(),
    keep: z.record(z.string(), z.string()).optional(),
    on,
  }),
  /** Sends the process a signal; only probes that have a process of their own do so. */
  z.strictObject({ signal: z.enum(['SIGTERM', 'SIGINT']) }),
  /** Waits for the process to end. */
  z.strictObject({ exit: z.literal(true), within: Pause.optional() }),
]);
export type Step = z.infer<typeof Step>;

/** The bytes a step sends; none for a step that sends nothing. */
export function bytesOf(step: Step, kept: ReadonlyMap<string, string>): Buffer {
  if ('base64' in step) return Buffer.from(step.base64, 'base64');
  if ('each' in step) {
    const items = Array.from({ length: step.count }, (_, index) => step.each.replace('#', String(index)));
    return Buffer.from(items.join(step.join ?? ''), 'latin1');
  }
  if ('send' in step) {
    const text = step.send.replaceAll(/\{\{(\w+)\}\}/gu, (whole, name: string) => kept.get(name) ?? whole);
    return Buffer.from(text.repeat(step.times ?? 1), 'latin1');
  }
  return Buffer.alloc(0);
}

/** The connection a step is about; probes with one connection need not name it. */
export function connectionOf(step: Step): string {
  if ('connect' in step) return step.connect;
  return ('on' in step ? step.on : undefined) ?? 'a';
}
