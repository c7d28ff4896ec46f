import * as z from 'zod';
import { Tally } from './tally.ts';

/** What the generator is told to do, one thing after the other. Times are in seconds. */
export const Order = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('target'),
    host: z.string(),
    port: z.int(),
    /** The bytes of a request, base64. */
    request: z.string(),
    /** Whether the generator has a core for itself and may keep it busy to be on time. */
    alone: z.boolean(),
  }),
  /** Load that is not measured: for so long and so many requests, but never longer than `most`. */
  z.object({
    type: z.literal('warm'),
    connections: z.int(),
    seconds: z.number(),
    requests: z.int(),
    most: z.number(),
  }),
  z.object({ type: z.literal('closed'), connections: z.int(), ramp: z.number(), seconds: z.number() }),
  z.object({
    type: z.literal('open'),
    rate: z.number().positive(),
    connections: z.int(),
    ramp: z.number(),
    seconds: z.number(),
  }),
  /** The load of a window may end: until then it goes on, so that the server's usage is read under load at both ends. */
  z.object({ type: z.literal('rest') }),
]);
export type Order = z.infer<typeof Order>;

/** What the generator says. */
export const Word = z.discriminatedUnion('type', [
  /** It can take orders. */
  z.object({ type: z.literal('ready') }),
  /** The first answer of the target, which all others have to be like. */
  z.object({
    type: z.literal('answer'),
    status: z.int(),
    head: z.string(),
    body: z.string(),
    bytes: z.int(),
  }),
  z.object({ type: z.literal('warmed'), requests: z.int(), seconds: z.number() }),
  /** The measured window begins now. */
  z.object({ type: z.literal('started') }),
  /** It is over; the tally follows when the load may end. */
  z.object({ type: z.literal('over') }),
  z.object({ type: z.literal('tally'), tally: Tally }),
  z.object({ type: z.literal('failed'), message: z.string() }),
]);
export type Word = z.infer<typeof Word>;
