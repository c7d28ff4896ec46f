/** What `GET /echoes` takes and answers: the journal of echoed messages. */
import * as z from 'zod';

/** How many echoes a page has when nobody says how many. */
export const PAGE_SIZE = 20;

/** A query of `GET /echoes`. What is empty is not given. */
export const EchoesQuery = z.object({
  /** How many, 1 to 100. */
  limit: z
    .string()
    .regex(/^(?:[1-9]\d?|100)?$/u)
    .optional(),
  /** The id of an echo, as `next` of another answer has it: those before it are asked for. */
  after: z
    .string()
    .regex(/^(?:[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})?$/u)
    .optional(),
});

/** An echo of the journal: who said what, when, and which replica of which twin echoed it. */
export const JournalEntry = z.object({
  /** A UUID of version 7 (RFC 9562 §5.7): the newest is the greatest. */
  id: z.string(),
  timestamp: z.iso.datetime(),
  framework: z.string(),
  hostname: z.string(),
  client_ip: z.string(),
  message: z.string(),
  request_id: z.string(),
});

/** The answer of `GET /echoes`: the newest first, and where the next page begins; null when this is the last. */
export const EchoesAnswer = z.object({
  echoes: z.array(JournalEntry),
  next: z.string().nullable(),
});

/** A query of `GET /echoes` as it comes. */
export type EchoesQuery = z.infer<typeof EchoesQuery>;
/** The shape of {@link JournalEntry}. */
export type JournalEntry = z.infer<typeof JournalEntry>;
/** The shape of {@link EchoesAnswer}. */
export type EchoesAnswer = z.infer<typeof EchoesAnswer>;
