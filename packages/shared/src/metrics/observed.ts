import type { Server } from 'node:http';
import type { Journal } from '../journal/journal.ts';

/** What is measured of an echo service. */
export interface Observed {
  readonly server: Server;
  readonly journal: Pick<Journal, 'database' | 'figures'>;
}
