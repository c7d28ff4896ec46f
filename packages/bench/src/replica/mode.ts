import * as z from 'zod';

/** How a replica behaves; each but `well` is a fault of its own. */
const MODES = [
  'well',
  /** 500 to everything but health checks. */
  'failing',
  /** 500 to health checks only. */
  'ill',
  /** Accepts connections and never answers anything. */
  'hung',
  /** Closes the connection instead of answering anything but health checks. */
  'losing',
  /** Resets every third connection as soon as it is made, and keeps none for a second request. */
  'resetting',
  /** Closes connections that are idle for 20 ms without having said so. */
  'impatient',
] as const;

/** How a replica behaves. */
export type Mode = (typeof MODES)[number];

/** What a replica is told while it runs. */
export const Order = z.object({ mode: z.enum(MODES) });

/** What a replica tells: that it behaves so now; that a client has left before its answer, in milliseconds of the epoch. */
export const Word = z.union([z.object({ mode: z.enum(MODES) }), z.object({ left: z.number() })]);

/** What a replica tells. */
export type Word = z.infer<typeof Word>;
