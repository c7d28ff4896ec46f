/** What is said to the database. */

/** The number that replicas lock while they migrate: any, so long as nobody else in the database takes it. */
export const MIGRATION_LOCK = 3_141_592_653;

/** Which migrations the database has had; null when it has had none. */
export const LATEST = `SELECT max(version)::int AS version FROM echo_journal_migrations`;

export const CREATE_MIGRATIONS = `CREATE TABLE IF NOT EXISTS echo_journal_migrations (
  version int PRIMARY KEY,
  applied_at timestamptz NOT NULL DEFAULT now()
)`;

/**
 * The schema, step by step; a step that has been released never changes. While a new version rolls out, the one before it
 * still writes: a step may only add.
 *
 * A message is kept as a JSON string, because PostgreSQL's text has neither U+0000 nor lone surrogates, and messages may.
 * The id is when the echo was made, and unique: a batch that was written although its answer got lost is not written twice.
 */
export const MIGRATIONS: readonly string[] = [
  `CREATE TABLE echo_journal (
    id uuid PRIMARY KEY,
    at timestamptz NOT NULL,
    framework text NOT NULL,
    hostname text NOT NULL,
    client_ip text NOT NULL,
    message json NOT NULL,
    request_id text NOT NULL
  )`,
];

/** One parameter for a whole batch: an array of objects as JSON. */
export const INSERT = `INSERT INTO echo_journal (id, at, framework, hostname, client_ip, message, request_id)
  SELECT id, "timestamp", framework, hostname, client_ip, message::json, request_id
  FROM json_to_recordset($1::json) AS batch (
    id uuid, "timestamp" timestamptz, framework text, hostname text, client_ip text, message text, request_id text
  )
  ON CONFLICT (id) DO NOTHING`;

const COLUMNS = `id, at AS "timestamp", framework, hostname, client_ip, message, request_id`;

export const NEWEST = `SELECT ${COLUMNS} FROM echo_journal ORDER BY id DESC LIMIT $1`;

export const OLDER = `SELECT ${COLUMNS} FROM echo_journal WHERE id < $2 ORDER BY id DESC LIMIT $1`;
