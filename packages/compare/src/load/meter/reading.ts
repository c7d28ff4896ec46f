import * as z from 'zod';

/** What a server's process says about itself when it is asked. */
export const Reading = z.object({
  /** When, in milliseconds since 1970. */
  at: z.number(),
  /** CPU time so far, user and system, of all its threads, in microseconds. */
  cpu: z.number(),
  /** Time the event loop has waited and worked so far, in milliseconds. */
  idle: z.number(),
  active: z.number(),
  /** Resident memory now, and the most it ever was, in bytes. */
  memory: z.number(),
  peak: z.number(),
});
export type Reading = z.infer<typeof Reading>;
