import { Counter, Gauge, type Registry } from 'prom-client';
import type { Observed } from './observed.ts';

/** How the journal and its database are doing; asked when somebody looks. */
export function observeJournal(journal: Observed['journal'], registry: Registry): void {
  const registers = [registry];
  const pending: Gauge = new Gauge({
    name: 'echo_journal_pending',
    help: 'Echoes that wait to be written to the database.',
    registers,
    collect: () => pending.set(journal.figures.pending),
  });
  const dropped: Counter = new Counter({
    name: 'echo_journal_dropped_total',
    help: 'Echoes that are in no journal.',
    registers,
    collect() {
      dropped.reset();
      dropped.inc(journal.figures.dropped);
    },
  });
  if (journal.database === undefined) return;
  const up: Gauge = new Gauge({
    name: 'echo_database_up',
    help: 'Whether the database answers.',
    registers,
    collect: () => up.set(journal.database === 'up' ? 1 : 0),
  });
}
