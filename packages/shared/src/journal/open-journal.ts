import type { EchoConfig } from '../echo/environment.ts';
import type { Logger } from '../logging/logger.ts';
import type { Journal } from './journal.ts';
import { MemoryJournal } from './memory-journal.ts';

type Address = Pick<EchoConfig, 'DATABASE_URL' | 'DATABASE_PASSWORD' | 'DATABASE_PASSWORD_FILE'>;

/** The journal that a configuration asks for; what the database needs is loaded for it only. */
export async function openJournal(
  { DATABASE_URL, DATABASE_PASSWORD, DATABASE_PASSWORD_FILE }: Address,
  logger: Logger,
): Promise<Journal> {
  if (DATABASE_URL === undefined) return new MemoryJournal();
  const url = new URL(DATABASE_URL);
  const password = DATABASE_PASSWORD ?? DATABASE_PASSWORD_FILE;
  if (password !== undefined) url.password = encodeURIComponent(password);
  const [{ PostgresJournal }, { Database }] = await Promise.all([
    import('./postgres-journal.ts'),
    import('./database.ts'),
  ]);
  return new PostgresJournal({ database: new Database(url.href), logger });
}
