import pg from "pg";
import { migrateDatabase } from "@/lib/db/migrate";

/** The migrated database that every test database is a copy of. */
export const TEMPLATE_DATABASE = "tokenroll_template";

/** The same server, another database. */
export function withDatabaseName(serverUrl: string, name: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}

/** Runs SQL that must stand alone, such as CREATE DATABASE. */
export async function runOnServer(serverUrl: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

/** Makes the template anew from the migrations as they are now. */
export async function createTemplate(serverUrl: string): Promise<void> {
  await runOnServer(serverUrl, `DROP DATABASE IF EXISTS ${TEMPLATE_DATABASE} WITH (FORCE)`);
  await runOnServer(serverUrl, `CREATE DATABASE ${TEMPLATE_DATABASE}`);
  await migrateDatabase(withDatabaseName(serverUrl, TEMPLATE_DATABASE));
}

/** A copy of the template under `name`; PostgreSQL copies files, so this takes some 50 ms. */
export async function cloneTemplate(serverUrl: string, name: string): Promise<string> {
  await runOnServer(serverUrl, `CREATE DATABASE "${name}" TEMPLATE ${TEMPLATE_DATABASE}`);
  return withDatabaseName(serverUrl, name);
}
