import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import type { MigrationList } from "@prisma/schema-engine-wasm/schema_engine_bg";
import pg from "pg";
import { withSchemaEngine } from "./schema-engine";

const PRISMA_DIR = fileURLToPath(new URL("../../prisma", import.meta.url));
export const MIGRATIONS_DIR = path.join(PRISMA_DIR, "migrations");
const SCHEMA_FILE = path.join(PRISMA_DIR, "schema.prisma");
const NO_FILTERS = { externalTables: [], externalEnums: [] };

/** An arbitrary number that all portal processes agree on. */
const MIGRATION_LOCK = 7_410_221_122;

/** The names of all migrations, in their order. */
export async function listMigrations(): Promise<string[]> {
  const entries = await readdir(MIGRATIONS_DIR, { withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

async function readMigrations(count: number | undefined): Promise<MigrationList> {
  const names = (await listMigrations()).slice(0, count);
  const migrationDirectories = await Promise.all(
    names.map(async (name) => ({
      path: name,
      migrationFile: {
        path: "migration.sql",
        content: {
          tag: "ok" as const,
          value: await readFile(path.join(MIGRATIONS_DIR, name, "migration.sql"), "utf8"),
        },
      },
    })),
  );
  const lockFile = path.join(MIGRATIONS_DIR, "migration_lock.toml");
  return {
    baseDir: MIGRATIONS_DIR,
    lockfile: {
      path: "migration_lock.toml",
      content: await readFile(lockFile, "utf8").catch(() => null),
    },
    shadowDbInitScript: "",
    migrationDirectories,
  };
}

/** Replicas that start together migrate one after the other; the lock ends with the connection. */
async function withMigrationLock<T>(url: string, work: () => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on("error", () => undefined); // A broken connection shows in the work's own failure.
  await client.connect();
  try {
    await client.query("SELECT pg_advisory_lock($1)", [MIGRATION_LOCK]);
    return await work();
  } finally {
    await client.end();
  }
}

/**
 * Applies the migrations that the database lacks, as `prisma migrate deploy` does, and names them.
 * Safe to run from many processes at once.
 * @param count only the first so many
 * @throws with the failing migration and PostgreSQL's words.
 */
export async function migrateDatabase(url: string, count?: number): Promise<{ applied: string[] }> {
  const schema = await readFile(SCHEMA_FILE, "utf8");
  const migrationsList = await readMigrations(count);
  return withMigrationLock(url, () =>
    withSchemaEngine(url, schema, async (engine) => {
      const output = await engine.applyMigrations({ migrationsList, filters: NO_FILTERS });
      return { applied: output.appliedMigrationNames };
    }),
  );
}

/** The SQL that would bring the database to `schema.prisma`; empty when they agree. */
export async function findDrift(url: string): Promise<string> {
  const content = await readFile(SCHEMA_FILE, "utf8");
  const files = [{ path: SCHEMA_FILE, content }];
  return withSchemaEngine(url, content, async (engine) => {
    const difference = await engine.diff({
      from: { tag: "schemaDatasource", configDir: PRISMA_DIR, files },
      to: { tag: "schemaDatamodel", files },
      script: true,
      exitCode: null,
      filters: NO_FILTERS,
    });
    const sql = difference.stdout?.trim() ?? "";
    return sql === "-- This is an empty migration." ? "" : sql;
  });
}
