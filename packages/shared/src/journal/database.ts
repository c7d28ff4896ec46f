import type { Pool, PoolClient } from 'pg';
import type { JournalEntry } from '../contract/echoes.ts';
import type { Page } from './page.ts';
import type { Recorded } from './recorded.ts';
import { migrate } from './migration.ts';
import { batchParameter, readRows } from './rows.ts';
import { INSERT, NEWEST, OLDER } from './statements.ts';

/** How long a connection, and a statement, may take, in milliseconds: a database that hangs is one that is down. */
const CONNECT = 2000;
const STATEMENT = 3000;

/** The database of the journal. What it throws is the client's; see failure.ts for what may be said of it. */
export class Database {
  readonly #url: string;
  #pool: Promise<Pool> | undefined;

  constructor(url: string) {
    this.#url = url;
  }

  /** Loaded with the first use: without a database nobody pays for its client. */
  async #connect(): Promise<Pool> {
    const { default: pg } = await import('pg');
    const pool = new pg.Pool({
      connectionString: this.#url,
      application_name: 'echo-twins',
      // One writes, the others read.
      max: 3,
      connectionTimeoutMillis: CONNECT,
      query_timeout: STATEMENT,
      statement_timeout: STATEMENT,
      keepAlive: true,
    });
    // A connection that is lost while nobody uses it is an error event; the next query finds out.
    pool.on('error', () => undefined);
    pool.on('connect', (client) => client.on('error', () => undefined));
    return pool;
  }

  get #connections(): Promise<Pool> {
    return (this.#pool ??= this.#connect());
  }

  /** Makes the schema what this version needs. */
  async migrate(): Promise<void> {
    const client: PoolClient = await (await this.#connections).connect();
    let failed = true;
    try {
      await migrate(client);
      failed = false;
    } finally {
      // A connection that may be in the middle of a transaction is not used again.
      client.release(failed);
    }
  }

  async insert(batch: readonly Recorded[]): Promise<void> {
    await (await this.#connections).query(INSERT, [batchParameter(batch)]);
  }

  /** One more than asked for, if there is one. */
  async select({ limit, after }: Page): Promise<JournalEntry[]> {
    const pool = await this.#connections;
    const { rows } =
      after === undefined
        ? await pool.query(NEWEST, [limit + 1])
        : await pool.query(OLDER, [limit + 1, after]);
    return readRows(rows);
  }

  async ping(): Promise<void> {
    await (await this.#connections).query('SELECT 1');
  }

  /** Ends every connection. */
  async end(): Promise<void> {
    await (await this.#pool)?.end();
  }
}
