import type { ClientBase } from 'pg';
import * as z from 'zod';
import { CREATE_MIGRATIONS, LATEST, MIGRATION_LOCK, MIGRATIONS } from './statements.ts';

const Latest = z.tuple([z.object({ version: z.int().nullable() })]);
const Found = z.tuple([z.object({ found: z.boolean() })]);

/**
 * Brings the schema up to date, in one transaction. Replicas that start at once take turns by an advisory lock, and all
 * but the first find nothing to do. A database that is ahead, because a newer version has migrated it, is left alone.
 */
export async function migrate(client: ClientBase): Promise<void> {
  await client.query('BEGIN');
  await client.query('SELECT pg_advisory_xact_lock($1)', [MIGRATION_LOCK]);
  // IF NOT EXISTS alone asks for the right to create, also when there is nothing to be created.
  const tables = await client.query("SELECT to_regclass('echo_journal_migrations') IS NOT NULL AS found");
  if (!Found.parse(tables.rows)[0].found) await client.query(CREATE_MIGRATIONS);
  const latest = Latest.parse((await client.query(LATEST)).rows)[0].version ?? 0;
  for (const [index, statement] of MIGRATIONS.entries()) {
    const version = index + 1;
    if (version <= latest) continue;
    await client.query(statement);
    await client.query('INSERT INTO echo_journal_migrations (version) VALUES ($1)', [version]);
  }
  await client.query('COMMIT');
}
