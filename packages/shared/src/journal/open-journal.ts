import type { EchoConfig } from '../echo/environment.ts';
import type { Logger } from '../logging/logger.ts';
import type { Journal } from './journal.ts';

/** The journal that a configuration asks for; what the other one is made of is not loaded. */
export async function openJournal(
  { DATABASE_URL }: Pick<EchoConfig, 'DATABASE_URL'>,
  logger: Logger,
): Promise<Journal> {
  if (DATABASE_URL === undefined) {
    const { MemoryJournal } = await import('./memory-journal.ts');
    return new MemoryJournal();
  }
  const [{ PostgresJournal }, { Database }] = await Promise.all([
    import('./postgres-journal.ts'),
    import('./database.ts'),
  ]);
  return new PostgresJournal({ database: new Database(DATABASE_URL), logger });
}
