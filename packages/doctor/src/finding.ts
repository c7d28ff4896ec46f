import * as z from 'zod';

/** One thing that was looked at. A problem keeps the services from working; a warning may come to that. */
export const Finding = z.object({
  status: z.enum(['ok', 'warning', 'problem']),
  /** What was looked at: `port 8080`, `name express-echo in gateway`. */
  subject: z.string(),
  /** What is the case. */
  message: z.string(),
  /** The command that mends it, to be typed at the repository's root. */
  command: z.optional(z.string()),
});

/** See {@link Finding}. */
export type Finding = Readonly<z.infer<typeof Finding>>;

/** That something is as it should be. */
export function ok(subject: string, message: string): Finding {
  return { status: 'ok', subject, message };
}

/** Something that keeps the services from working, and the command that mends it. */
export function problem(subject: string, message: string, command: string): Finding {
  return { status: 'problem', subject, message, command };
}

/** Something that works, but is near its end, and the command that mends it. */
export function warning(subject: string, message: string, command: string): Finding {
  return { status: 'warning', subject, message, command };
}
