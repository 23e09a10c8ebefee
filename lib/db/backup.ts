import { createReadStream, createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip, createGzip } from "node:zlib";
import pg from "pg";
import { z } from "zod";
import { listMigrations, migrateDatabase } from "./migrate";

/** Rows a statement, in both directions. */
const ROWS_AT_ONCE = 1_000;
const MIGRATIONS_TABLE = "_prisma_migrations";

const headSchema = z.object({
  format: z.literal(1),
  createdAt: z.string(),
  migrations: z.array(z.string()).min(1),
});
/** A table begins, a row of it in PostgreSQL's own text, or the end. */
const lineSchema = z.union([
  z.string(),
  z.object({ table: z.string() }),
  z.object({ rows: z.number() }),
]);

export interface BackupSummary {
  tables: number;
  rows: number;
}

/** It is no backup, cut short, of another version, or there is something already where it would go. */
export class BackupError extends Error {
  override name = "BackupError";
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on("error", () => undefined); // A broken connection shows in the query's own failure.
  await client.connect();
  try {
    await client.query("SET TIME ZONE 'UTC'; SET DateStyle TO ISO");
    return await work(client);
  } finally {
    await client.end();
  }
}

async function listAppliedMigrations(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT migration_name AS name FROM ${MIGRATIONS_TABLE}
     WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL ORDER BY migration_name`,
  );
  return rows.map(({ name }) => name);
}

/** Every table of the portal, each after those that it points to. */
async function listTables(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string; parents: string[] }>(
    `SELECT c.relname AS name, coalesce(array_agg(DISTINCT p.relname::text)
              FILTER (WHERE p.relname IS NOT NULL AND p.oid <> c.oid), '{}') AS parents
     FROM pg_class c
     LEFT JOIN pg_constraint k ON k.conrelid = c.oid AND k.contype = 'f'
     LEFT JOIN pg_class p ON p.oid = k.confrelid
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relname <> $1
     GROUP BY c.oid, c.relname ORDER BY c.relname`,
    [MIGRATIONS_TABLE],
  );
  const parentsOf = new Map(rows.map(({ name, parents }) => [name, parents]));
  const ordered = new Set<string>();
  const add = (name: string) => {
    for (const parent of parentsOf.get(name) ?? []) if (!ordered.has(parent)) add(parent);
    ordered.add(name);
  };
  for (const name of parentsOf.keys()) add(name);
  return [...ordered];
}

async function* writeLines(client: pg.Client, summary: BackupSummary): AsyncGenerator<string> {
  const toLine = (value: unknown) => `${JSON.stringify(value)}\n`;
  const migrations = await listAppliedMigrations(client);
  yield toLine({ format: 1, createdAt: new Date().toISOString(), migrations });
  for (const table of await listTables(client)) {
    yield toLine({ table });
    summary.tables += 1;
    const name = pg.escapeIdentifier(table);
    await client.query(`DECLARE backup NO SCROLL CURSOR FOR SELECT t::text AS row FROM ${name} t`);
    for (;;) {
      const { rows } = await client.query<{ row: string }>(`FETCH ${ROWS_AT_ONCE} FROM backup`);
      if (rows.length === 0) break;
      summary.rows += rows.length;
      yield rows.map(({ row }) => toLine(row)).join("");
    }
    await client.query("CLOSE backup");
  }
  yield toLine({ rows: summary.rows });
}

/** Writes all of one moment to a new file that its owner alone can read. @throws where the file is there already */
export async function backUpDatabase(url: string, file: string): Promise<BackupSummary> {
  const summary: BackupSummary = { tables: 0, rows: 0 };
  await withClient(url, async (client) => {
    await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    const target = createWriteStream(file, { flags: "wx", mode: 0o600 });
    await pipeline(Readable.from(writeLines(client, summary)), createGzip(), target);
    await client.query("COMMIT");
  });
  return summary;
}

async function* readLines(file: string): AsyncGenerator {
  const source = createReadStream(file);
  const text = source.pipe(createGunzip());
  source.on("error", (error) => text.destroy(error));
  let rest = "";
  for await (const piece of text.setEncoding("utf8")) {
    const lines = (rest + String(piece)).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) yield JSON.parse(line);
  }
}

async function readHead(file: string) {
  for await (const line of readLines(file)) {
    const head = headSchema.safeParse(line);
    if (head.success) return head.data;
    break;
  }
  throw new BackupError(`${file} is not a backup of this portal.`);
}

/** Only into a database that nobody has used: tables are emptied of what the migrations put there. */
async function checkTarget(client: pg.Client, migrations: readonly string[]): Promise<void> {
  const { rows } = await client.query<{ has_tables: boolean }>(
    "SELECT to_regclass('tenant') IS NOT NULL AS has_tables",
  );
  if (!rows[0]?.has_tables) return;
  const used = await client.query(`SELECT FROM "user" UNION ALL SELECT FROM tenant LIMIT 1`);
  if (used.rowCount !== 0) {
    throw new BackupError("The database is in use already. Restore into an empty one.");
  }
  if ((await listAppliedMigrations(client)).length > migrations.length) {
    throw new BackupError("The database is newer than the backup. Restore into an empty one.");
  }
}

async function loadRows(client: pg.Client, file: string): Promise<BackupSummary> {
  const summary: BackupSummary = { tables: 0, rows: 0 };
  let table = "";
  let rows: string[] = [];
  const flush = async () => {
    if (rows.length === 0) return;
    const name = pg.escapeIdentifier(table);
    const sql = `INSERT INTO ${name} SELECT (r::${name}).* FROM unnest($1::text[]) AS r`;
    await client.query(sql, [rows]);
    summary.rows += rows.length;
    rows = [];
  };
  let announced: number | null = null;
  for await (const line of readLines(file)) {
    const parsed = lineSchema.safeParse(line);
    if (!parsed.success) continue; // The head.
    if (typeof parsed.data === "string") {
      rows.push(parsed.data);
      if (rows.length === ROWS_AT_ONCE) await flush();
      continue;
    }
    await flush();
    if ("rows" in parsed.data) announced = parsed.data.rows;
    else ({ table } = parsed.data);
    summary.tables += "table" in parsed.data ? 1 : 0;
  }
  if (announced !== summary.rows)
    throw new BackupError(`${file} is cut short. Nothing is restored.`);
  return summary;
}

/** Numbers that the database gives out go on after the highest that was restored. */
async function advanceSequences(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ sequence: string; table: string; column: string }>(
    `SELECT s.oid::regclass::text AS sequence, t.oid::regclass::text AS table,
            quote_ident(a.attname) AS column
     FROM pg_class s JOIN pg_depend d ON d.objid = s.oid AND d.deptype IN ('a', 'i')
     JOIN pg_class t ON t.oid = d.refobjid AND t.relnamespace = 'public'::regnamespace
     JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = d.refobjsubid
     WHERE s.relkind = 'S'`,
  );
  for (const { sequence, table, column } of rows) {
    const highest = `SELECT max(${column}) FROM ${table}`;
    await client.query(`SELECT setval('${sequence}', coalesce((${highest}), 1), (${highest}) > 0)`);
  }
}

async function restoreRows(client: pg.Client, file: string): Promise<BackupSummary> {
  const names = (await listTables(client)).map((name) => pg.escapeIdentifier(name));
  const setTriggers = (state: "DISABLE" | "ENABLE") =>
    client.query(names.map((name) => `ALTER TABLE ${name} ${state} TRIGGER USER`).join("; "));
  await client.query("BEGIN");
  // They keep what is never changed from change, and fill columns that the backup has filled.
  await setTriggers("DISABLE");
  await client.query(`TRUNCATE ${names.join(", ")}`);
  const summary = await loadRows(client, file);
  await advanceSequences(client);
  await setTriggers("ENABLE");
  await client.query("COMMIT");
  return summary;
}

/**
 * Makes an empty database what the backup holds, whole or not at all; one of an earlier version is migrated then.
 * @throws {BackupError}
 */
export async function restoreDatabase(url: string, file: string): Promise<BackupSummary> {
  const { migrations } = await readHead(file);
  const known = await listMigrations();
  if (migrations.some((name, index) => name !== known[index])) {
    throw new BackupError("The backup is of a newer or another version. Restore it with that one.");
  }
  const summary = await withClient(url, async (client) => {
    await checkTarget(client, migrations);
    await migrateDatabase(url, migrations.length);
    return restoreRows(client, file);
  });
  await migrateDatabase(url);
  return summary;
}
