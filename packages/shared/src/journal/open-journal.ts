import type { EchoConfig } from '../echo/environment.ts';
import type { Logger } from '../logging/logger.ts';
import type { Journal } from './journal.ts';
import { MemoryJournal } from './memory-journal.ts';

/** The journal that a configuration asks for; what the database needs is loaded for it only. */
export async function openJournal(
  { DATABASE_URL }: Pick<EchoConfig, 'DATABASE_URL'>,
  logger: Logger,
): Promise<Journal> {
  if (DATABASE_URL === undefined) return new MemoryJournal();
  const [{ PostgresJournal }, { Database }] = await Promise.all([
    import('./postgres-journal.ts'),
    import('./database.ts'),
  ]);
  return new PostgresJournal({ database: new Database(DATABASE_URL), logger });
}
