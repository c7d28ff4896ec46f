import * as z from 'zod';
import { JournalEntry } from '../contract/echoes.ts';
import { entryOf, type Recorded } from './recorded.ts';

/** A batch as the one parameter that it is inserted by. The message is JSON inside of JSON: see the schema. */
export function batchParameter(batch: readonly Recorded[]): string {
  return JSON.stringify(
    batch.map((recorded) => {
      const entry = entryOf(recorded);
      return { ...entry, message: JSON.stringify(entry.message) };
    }),
  );
}

const Rows = z.array(
  JournalEntry.extend({
    timestamp: z
      .date()
      .transform((date) => date.toISOString())
      .pipe(z.iso.datetime()),
  }),
);

/** Rows of the journal, as the client gives them. */
export function readRows(rows: unknown): JournalEntry[] {
  return Rows.parse(rows);
}
